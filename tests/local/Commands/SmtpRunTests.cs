using System.Globalization;
using System.Text.Json;
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
        Assert.All(sink.Mails, mail => Assert.Equal("1 link imported, 1 live: shop.example", StrictMail.Parse(mail.Data).Subject));
    }

    [Fact]
    public async Task A_mail_that_cannot_be_sent_is_reported_on_standard_error()
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "451 come back later" : null);

        var (code, _, error) = await RunAsync(sink);

        Assert.Equal(0, code);
        Assert.Contains("come back later", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_speaks_TLS_from_the_first_byte_gets_its_test_without_a_setting()
    {
        var path = Suites.PathOf("reports/37-smtp-implicit-tls.json");
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        using var authority = LoopbackCertificate.Authority();
        using var certificate = LoopbackCertificate.For("127.0.0.1", authority);
        await using var sink = SmtpSink.Start(tls: new SmtpSinkTls(certificate, IsImplicit: true));
        var settings = Settings(sink);
        settings.Remove("LINKWATCH_SMTP_TLS");
        settings["SSL_CERT_FILE"] = Path.Combine(folder, "authority.pem");
        await File.WriteAllTextAsync(settings["SSL_CERT_FILE"], authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await SetSiteAsync(settings);

        var (code, output, error) = await LinkWatchProcess.RunAsync(settings, "test-alert", "--site", "shop", "--json");

        using var line = JsonDocument.Parse(output);
        var isAccepted = line.RootElement.GetProperty("result").GetString() == "accepted";
        Assert.Equal(report.RootElement.GetProperty("expected").GetProperty("accepted").GetBoolean(), isAccepted);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["a@shop.example", "b@shop.example"], sink.Mails.Select(mail => Assert.Single(mail.To)));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_named_as_what_is_wrong()
    {
        using var certificate = LoopbackCertificate.For("127.0.0.1");
        await using var sink = SmtpSink.Start(tls: new SmtpSinkTls(certificate, IsImplicit: true));
        var settings = Settings(sink);
        settings["LINKWATCH_SMTP_TLS"] = "implicit";
        await SetSiteAsync(settings);

        var (code, output, _) = await LinkWatchProcess.RunAsync(settings, "test-alert", "--site", "shop");

        Assert.Equal(1, code);
        Assert.Contains("TLS failed: The server's SSL certificate could not be validated", output, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    private Dictionary<string, string> Settings(SmtpSink sink) => new()
    {
        ["LINKWATCH_DATA"] = folder,
        ["LINKWATCH_SMTP_HOST"] = "127.0.0.1",
        ["LINKWATCH_SMTP_PORT"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["LINKWATCH_SMTP_TLS"] = "none",
    };

    private static async Task SetSiteAsync(Dictionary<string, string> settings)
    {
        var command = "site set shop --domain shop.example --owner a@shop.example --owner b@shop.example --channel smtp";
        Assert.Equal(0, (await TypedCommand.RunAsync(command.Split(' '), settings.GetValueOrDefault)).Code);
    }

    private async Task<LinkWatchProcess.Ended> RunAsync(SmtpSink sink)
    {
        var settings = Settings(sink);
        await using var web = await LoopbackSite.StartAsync("<html><body><a href=\"https://shop.example/\">shop</a></body></html>");
        var links = Path.Combine(folder, "links.csv");
        await File.WriteAllTextAsync(links, web.Url("/post").Href + "\n", TestContext.Current.CancellationToken);
        await SetSiteAsync(settings);
        string[] import = ["import", links, "--site", "shop", "--allow-address", "127.0.0.0/8"];
        Assert.Equal(0, (await TypedCommand.RunAsync(import, settings.GetValueOrDefault)).Code);
        return await LinkWatchProcess.RunAsync(settings, "run", "--allow-address", "127.0.0.0/8");
    }
}
