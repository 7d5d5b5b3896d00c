using System.Globalization;
using System.Text.Json;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

/// <summary>The real program, a mail server, a webhook's receiver and the outbox folder.</summary>
public sealed class TestAlertTests : IDisposable
{
    private const string Secret = "correct horse battery";
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_test_goes_out_on_every_channel_of_the_site_and_is_marked_as_one()
    {
        await using var sink = SmtpSink.Start();
        await using var receiver = await WebhookReceiver.StartAsync();

        var (code, output, error) = await RunAsync(sink, receiver);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            ["smtp: accepted", "webhook: accepted", "outbox: accepted"],
            output.TrimEnd('\n').Split('\n').Select(line => line.Split(" (")[0]));
        var subject = "Test alert, nothing has changed: shop.example";
        Assert.Equal(subject, StrictMail.Parse(Assert.Single(sink.Mails).Data).Subject);
        Assert.Equal(subject, StrictMail.Parse(await File.ReadAllBytesAsync(
            Assert.Single(Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml")), TestContext.Current.CancellationToken)).Subject);
        var post = Assert.Single(receiver.Posts);
        Assert.True(post.IsSignedBy(Secret));
        using var body = JsonDocument.Parse(post.Body);
        Assert.Equal(
            (subject, true), (body.RootElement.GetProperty("subject").GetString(), body.RootElement.GetProperty("isTest").GetBoolean()));
    }

    [Fact]
    public async Task Each_channel_that_fails_says_what_is_wrong_and_the_others_still_get_the_test()
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 nobody here" : null);
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });

        var (code, output, error) = await RunAsync(sink, receiver, "--json");

        Assert.Equal((1, ""), (code, error));
        var lines = output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            [("shop", "smtp", "failed"), ("shop", "webhook", "retry"), ("shop", "outbox", "accepted")],
            lines.Select(line => (Text(line, "site"), Text(line, "channel"), Text(line, "result"))));
        Assert.Contains("nobody here", Text(lines[0], "note"), StringComparison.Ordinal);
        Assert.Contains("answered 500", Text(lines[1], "note"), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml"));
    }

    [Fact]
    public async Task A_test_goes_through_SendGrid()
    {
        await using var mock = await SendGridMock.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["LINKWATCH_DATA"] = folder,
            ["LINKWATCH_SENDGRID_KEY"] = SendGridMock.Key,
            ["LINKWATCH_SENDGRID_HOST"] = mock.Host,
            ["LINKWATCH_MAIL_FROM"] = "alerts@linkwatch.example"
        };
        Assert.Equal(0, (await TypedCommand.RunAsync(
            "site set shop --domain shop.example --owner a@shop.example --channel sendgrid".Split(' '), settings.GetValueOrDefault)).Code);

        var (code, output, error) = await LinkWatchProcess.RunAsync(
            settings, "test-alert", "--site", "shop", "--allow-address", "127.0.0.0/8");

        Assert.Equal((0, "sendgrid: accepted (X-Message-Id mock-1)\n", ""), (code, output, error));
        Assert.Equal(["a@shop.example"], mock.Receivers);
    }

    [Theory]
    [InlineData(
        "LINKWATCH_SENDGRID_KEY",
        "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/key)",
        "LINKWATCH_SENDGRID_KEY: the Key Vault reference was not resolved")]
    [InlineData("LINKWATCH_SENDGRID_KEY", "SG.a key", "LINKWATCH_SENDGRID_KEY: not an API key")]
    [InlineData(
        "LINKWATCH_SENDGRID_HOST",
        "https://api.sendgrid.com/v3",
        "LINKWATCH_SENDGRID_HOST: 'https://api.sendgrid.com/v3' is not a SendGrid host")]
    [InlineData("LINKWATCH_SENDGRID_SANDBOX", "maybe", "LINKWATCH_SENDGRID_SANDBOX: 'maybe' is neither true nor false")]
    public async Task A_SendGrid_that_cannot_be_is_refused_at_once(string name, string value, string expected)
    {
        var settings = new Dictionary<string, string?> { ["LINKWATCH_SENDGRID_KEY"] = SendGridMock.Key };
        settings[name] = value;

        var (code, output, error) = await TypedCommand.RunAsync(["site", "list", "--data", folder], settings.GetValueOrDefault);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_lost_its_settings_is_reported()
    {
        await using var sink = SmtpSink.Start();
        await using var receiver = await WebhookReceiver.StartAsync();
        await SetSiteAsync(Settings(sink, receiver));

        var (code, output, _) = await TypedCommand.RunAsync(["test-alert", "--site", "shop", "--data", folder]);

        Assert.Equal(1, code);
        Assert.Contains("webhook: refused (there is no channel 'webhook' here: configure it", output, StringComparison.Ordinal);
        Assert.Contains("outbox: accepted", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_is_not_there_is_bad_usage()
    {
        var ended = await LinkWatchProcess.RunAsync("test-alert", "--site", "nobody", "--data", folder);

        Assert.Contains("there is no site 'nobody'", ended.IsRefusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://hook.example/", "a long secret", "LINKWATCH_WEBHOOK_URL: not a webhook address")]
    [InlineData("https://user:pass@hook.example/", "a long secret", "without a user")]
    [InlineData("https://hook.example/", null, "LINKWATCH_WEBHOOK_SECRET: set the secret")]
    [InlineData(
        "https://hook.example/",
        "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/hook)",
        "LINKWATCH_WEBHOOK_SECRET: the Key Vault reference was not resolved")]
    public async Task A_webhook_that_cannot_be_is_refused_at_once(string url, string? secret, string expected)
    {
        var settings = new Dictionary<string, string?> { ["LINKWATCH_WEBHOOK_URL"] = url, ["LINKWATCH_WEBHOOK_SECRET"] = secret };

        var (code, output, error) = await TypedCommand.RunAsync(["site", "list", "--data", folder], settings.GetValueOrDefault);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("pass", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_cannot_choose_a_webhook_that_is_not_set()
    {
        var (code, _, error) = await TypedCommand.RunAsync(
            "site", "set", "shop", "--domain", "shop.example", "--channel", "webhook", "--data", folder);

        Assert.Equal(2, code);
        Assert.Contains("--channel webhook: set LINKWATCH_WEBHOOK_URL first", error, StringComparison.Ordinal);
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;

    private async Task<LinkWatchProcess.Ended> RunAsync(SmtpSink sink, WebhookReceiver receiver, params string[] more)
    {
        var settings = Settings(sink, receiver);
        await SetSiteAsync(settings);
        return await LinkWatchProcess.RunAsync(settings, ["test-alert", "--site", "shop", "--allow-address", "127.0.0.0/8", .. more]);
    }

    private static async Task SetSiteAsync(Dictionary<string, string> settings) =>
        Assert.Equal(0, (await TypedCommand.RunAsync(
            "site set shop --domain shop.example --owner a@shop.example --channel smtp --channel webhook --channel outbox".Split(' '),
            settings.GetValueOrDefault)).Code);

    private Dictionary<string, string> Settings(SmtpSink sink, WebhookReceiver receiver) => new()
    {
        ["LINKWATCH_DATA"] = folder,
        ["LINKWATCH_SMTP_HOST"] = "127.0.0.1",
        ["LINKWATCH_SMTP_PORT"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["LINKWATCH_SMTP_TLS"] = "none",
        ["LINKWATCH_WEBHOOK_URL"] = receiver.Url().Href,
        ["LINKWATCH_WEBHOOK_SECRET"] = Secret,
    };
}
