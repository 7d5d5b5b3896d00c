using System.Diagnostics;
using System.Text;
using LinkWatch.Alerting.Channels;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

public sealed class ChannelsDocumentTests : IDisposable
{
    private const string Secret = "correct horse battery";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1767571200);
    private static readonly string Document = Repository.Read("docs/channels.md");
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Secret, 0, "True")]
    [InlineData(Secret, 299, "True")]
    [InlineData(Secret, 301, "False")]
    [InlineData("another", 0, "False")]
    public async Task The_python_sample_accepts_only_a_genuine_fresh_alert(string signer, int age, string expected)
    {
        Assert.SkipUnless(IsInstalled("python3"), "python3 is not installed");
        var body = """{"text":"weg – 失われた"}""";
        var signature = WebhookSignature.Of(signer, Now, Encoding.UTF8.GetBytes(body));
        var script = Block("python")
            + $"\nprint(is_genuine(b'{Secret}', '{signature}', '''{body}'''.encode(), {Now.ToUnixTimeSeconds() + age}))\n";

        Assert.Equal(expected, await RunAsync("python3", "-c", script));
    }

    [Fact]
    public async Task The_openssl_sample_makes_the_signature_of_a_saved_body()
    {
        Assert.SkipUnless(IsInstalled("openssl"), "openssl is not installed");
        var body = Encoding.UTF8.GetBytes("""{"text":"weg – 失われた"}""");
        await File.WriteAllBytesAsync(Path.Combine(folder, "body.json"), body, TestContext.Current.CancellationToken);
        var script = $"T={Now.ToUnixTimeSeconds()}\nLINKWATCH_WEBHOOK_SECRET='{Secret}'\n{Block("sh")}";

        var output = await RunAsync("sh", "-c", script);

        Assert.EndsWith("v1=" + output.Split(' ')[^1], WebhookSignature.Of(Secret, Now, body), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_field_of_a_webhook_has_its_row()
    {
        var fields = typeof(WebhookAlert).GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);

        Assert.All(fields, field => Assert.Contains(Document.Split('\n'), line =>
            line.StartsWith('|') && line.Split('|')[1].Contains($"`{field}`", StringComparison.Ordinal)));
    }

    private static string Block(string language) => Document.Split($"```{language}\n")[1].Split("```")[0];

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(place => File.Exists(Path.Combine(place, program)));

    private async Task<string> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, args) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }
}
