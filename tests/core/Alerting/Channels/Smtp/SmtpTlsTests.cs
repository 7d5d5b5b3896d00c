using System.Security.Cryptography.X509Certificates;
using System.Text;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting.Channels.Smtp;

public sealed class SmtpTlsTests : IDisposable
{
    private readonly X509Certificate2 authority = LoopbackCertificate.Authority();
    private readonly X509Certificate2 certificate;

    public SmtpTlsTests() => certificate = LoopbackCertificate.For("127.0.0.1", authority);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        certificate.Dispose();
        authority.Dispose();
    }

    [Theory]
    [InlineData(SmtpTls.Implicit, true)]
    [InlineData(SmtpTls.StartTls, false)]
    [InlineData(SmtpTls.Auto, true)]
    [InlineData(SmtpTls.Auto, false)]
    public async Task A_mail_goes_encrypted_as_it_is_set_or_else_as_the_server_does_it(SmtpTls tls, bool isImplicit)
    {
        await using var sink = SmtpSink.Start(tls: new SmtpSinkTls(certificate, isImplicit), isLoginNeeded: true);

        var outcome = await Channel(sink.Port, tls).DeliverAsync(AlertMails.Of(owners: ["a@shop.example", "b@shop.example"]), Cancel);

        Assert.Equal((DeliveryResult.Accepted, null), (outcome.Result, outcome.Note));
        Assert.Equal(2, sink.Mails.Count);
        Assert.Equal(isImplicit ? 0 : 1, sink.Commands.Count(command => command == "STARTTLS"));
        Assert.Single(sink.Logins);
    }

    [Theory]
    [InlineData("self-signed", SmtpTls.Implicit)]
    [InlineData("self-signed", SmtpTls.StartTls)]
    [InlineData("self-signed", SmtpTls.Auto)]
    [InlineData("expired", SmtpTls.Implicit)]
    [InlineData("wrong name", SmtpTls.StartTls)]
    [InlineData("wrong name", SmtpTls.Auto)]
    [InlineData("stranger", SmtpTls.Implicit)]
    public async Task With_a_certificate_that_nobody_vouches_for_neither_login_nor_mail_leaves(string kind, SmtpTls tls)
    {
        using var stranger = LoopbackCertificate.Authority("stranger");
        using var wrong = kind switch
        {
            "self-signed" => LoopbackCertificate.For("127.0.0.1"),
            "expired" => LoopbackCertificate.For("127.0.0.1", authority, new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            "wrong name" => LoopbackCertificate.For("elsewhere.example", authority),
            _ => LoopbackCertificate.For("127.0.0.1", stranger),
        };
        await using var sink = SmtpSink.Start(tls: new SmtpSinkTls(wrong, IsImplicit: tls != SmtpTls.StartTls));

        var outcome = await Channel(sink.Port, tls).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.StartsWith("owner@shop.example: TLS failed: The ", outcome.Note, StringComparison.Ordinal);
        Assert.Contains("certificate", outcome.Note, StringComparison.Ordinal);
        Assert.Empty(sink.Logins);
        Assert.DoesNotContain("MAIL", sink.Commands);
    }

    [Theory]
    [InlineData(SmtpTls.StartTls)]
    [InlineData(SmtpTls.Auto)]
    public async Task Without_the_encryption_that_is_demanded_neither_login_nor_mail_leaves(SmtpTls tls)
    {
        await using var sink = SmtpSink.Start();

        var outcome = await Channel(sink.Port, tls, new MailOptions().SmtpGreetingWait).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains("STARTTLS", outcome.Note, StringComparison.Ordinal);
        Assert.Empty(sink.Logins);
        Assert.DoesNotContain("MAIL", sink.Commands);
    }

    [Theory]
    [InlineData("454 not now", DeliveryResult.Retry)]
    [InlineData(SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData("220 and then no TLS", DeliveryResult.Retry)]
    public async Task STARTTLS_that_comes_to_nothing_is_tried_again(string answer, DeliveryResult expected)
    {
        await using var script = SmtpScript.Start(line => line switch
        {
            "STARTTLS" => answer.StartsWith("220", StringComparison.Ordinal) ? $"{answer}\r\n250 what?" : answer,
            ['E', 'H', ..] => "250-script.example\r\n250 STARTTLS",
            _ => null,
        });

        var outcome = await Channel(script.Port, SmtpTls.StartTls).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(expected, outcome.Result);
        Assert.DoesNotContain(script.Heard, line => line.Split(' ')[0] is "AUTH" or "MAIL");
    }

    [Fact]
    public async Task A_server_that_greets_late_is_waited_for()
    {
        var connections = 0;
        var isAsked = new TaskCompletionSource();
        var heard = new StringBuilder();
        await using var slow = RawSite.Start(async (stream, token) =>
        {
            // The second connection, with a hello of TLS, gets what such a server says to it; the first one its greeting after that.
            if (Interlocked.Increment(ref connections) > 1)
            {
                await stream.ReadExactlyAsync(new byte[3], token);
                await stream.WriteAsync("220 slow.example\r\n"u8.ToArray(), token);
                isAsked.SetResult();
                return;
            }

            await isAsked.Task.WaitAsync(token);
            await stream.WriteAsync("220 slow.example\r\n"u8.ToArray(), token);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            heard.AppendLine(await reader.ReadLineAsync(token));
            await stream.WriteAsync("250-slow.example\r\n250 STARTTLS\r\n"u8.ToArray(), token);
            heard.AppendLine(await reader.ReadLineAsync(token));
        });

        var outcome = await Channel(slow.Port, SmtpTls.Auto).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.EndsWith("STARTTLS\n", heard.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private SmtpChannel Channel(int port, SmtpTls tls, TimeSpan? greetingWait = null) => new(
        SmtpMail.Options(port, tls) with
        {
            SmtpTrustedAuthorities = [authority],
            SmtpGreetingWait = greetingWait ?? TimeSpan.FromMilliseconds(200),
        },
        TimeProvider.System);
}
