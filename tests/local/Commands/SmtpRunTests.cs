using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>The real program and a mail server.</summary>
public sealed class SmtpRunTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_report_of_an_import_reaches_each_owner()
    {
        await using var sink = SmtpSink.Start();

        var (code, _, error) = await RunAsync(sink);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["a@shop.example", "b@shop.example"], sink.Mails.Select(mail => Assert.Single(mail.To)));
        Assert.All(sink.Mails, mail => Assert.Equal("[shop.example] 1 link imported: 1 live", StrictMail.Parse(mail.Data).Subject));
    }

    [Fact]
    public async Task A_mail_that_cannot_leave_is_told_on_standard_error()
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "451 come back later" : null);

        var (code, _, error) = await RunAsync(sink);

        Assert.Equal(0, code);
        Assert.Contains("come back later", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private async Task<LinkWatchProcess.Ended> RunAsync(SmtpSink sink)
    {
        var settings = new Dictionary<string, string>
        {
            ["LINKWATCH_DATA"] = folder,
            ["LINKWATCH_SMTP_HOST"] = "127.0.0.1",
            ["LINKWATCH_SMTP_PORT"] = sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["LINKWATCH_SMTP_TLS"] = "false",
        };
        await using var web = await LoopbackSite.StartAsync("<html><body><a href=\"https://shop.example/\">shop</a></body></html>");
        var links = Path.Combine(folder, "links.csv");
        await File.WriteAllTextAsync(links, web.Url("/post").Href + "\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await TypedCommand.RunAsync("site set shop --domain shop.example --owner a@shop.example --owner b@shop.example --channel smtp".Split(' '), settings.GetValueOrDefault)).Code);
        Assert.Equal(0, (await TypedCommand.RunAsync(["import", links, "--site", "shop"], settings.GetValueOrDefault)).Code);
        return await LinkWatchProcess.RunAsync(settings, "run", "--allow-address", "127.0.0.0/8");
    }
}
