using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Alerting.Channels.Smtp;

public sealed class SmtpChannelTests
{
    private const string Password = "correct horse battery";
    private readonly FakeTimeProvider time = FakeTime.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_as_it_was_composed()
    {
        await using var sink = SmtpSink.Start();
        var mail = AlertMails.Of("[shop.example] 2 lost – „weg“ 失われた", "Zwei Links fehlen: “Ça va”\n.\n..a line that begins with dots\n-- \nend \n", "<p>失われた = &amp; 100 %</p>\n");

        var outcome = await Channel(sink).DeliverAsync(mail, Cancel);

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        var arrived = Assert.Single(sink.Mails);
        Assert.Equal("alerts@linkwatch.example", arrived.From);
        Assert.Equal(["owner@shop.example"], arrived.To);
        var read = StrictMail.Parse(arrived.Data);
        Assert.Equal(mail.Subject, read.Subject);
        Assert.Equal([("text/plain", Lines(mail.Text)), ("text/html", Lines(mail.Html))], read.Parts);
        Assert.Equal("owner@shop.example", read["to"]);
        Assert.Equal("\"LinkWatch\" <alerts@linkwatch.example>", read["from"]);
        Assert.Equal("auto-generated", read["auto-submitted"]);
        Assert.Equal(("<shop.site@linkwatch.example>", "<shop.site@linkwatch.example>"), (read["references"], read["in-reply-to"]));
    }

    [Fact]
    public async Task A_repeat_of_an_alert_bears_the_same_name_and_another_alert_the_same_thread()
    {
        await using var sink = SmtpSink.Start();
        var channel = Channel(sink);
        foreach (var id in new[] { "digest-1", "digest-1", "digest-2" }) await channel.DeliverAsync(AlertMails.Of() with { AlertId = id }, Cancel);

        var mails = sink.Mails.Select(mail => StrictMail.Parse(mail.Data)).ToList();

        Assert.Equal(mails[0]["message-id"], mails[1]["message-id"]);
        Assert.NotEqual(mails[0]["message-id"], mails[2]["message-id"]);
        Assert.Single(mails.Select(mail => mail["references"]).Distinct());
    }

    [Theory]
    [InlineData(SmtpSink.Greeting, "421 too busy", DeliveryResult.Retry)]
    [InlineData("MAIL", "451 try later", DeliveryResult.Retry)]
    [InlineData("RCPT", "450 greylisted", DeliveryResult.Retry)]
    [InlineData("RCPT", "451 greylisted", DeliveryResult.Retry)]
    [InlineData("DATA", "452 disk full", DeliveryResult.Retry)]
    [InlineData(SmtpSink.EndOfData, "451 scanner down", DeliveryResult.Retry)]
    [InlineData(SmtpSink.Greeting, SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData("RCPT", SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData(SmtpSink.EndOfData, SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData("AUTH", "454 no directory", DeliveryResult.Retry)]
    [InlineData("AUTH", "535 wrong password", DeliveryResult.Retry)]
    [InlineData("MAIL", "553 not your address", DeliveryResult.Failed)]
    [InlineData("RCPT", "550 nobody here", DeliveryResult.Failed)]
    [InlineData("RCPT", "554 relay denied", DeliveryResult.Failed)]
    [InlineData(SmtpSink.EndOfData, "554 looks like spam", DeliveryResult.Failed)]
    [InlineData(SmtpSink.EndOfData, "552 too large", DeliveryResult.Failed)]
    public async Task What_the_server_says_for_now_is_tried_again_and_what_it_says_for_good_is_not(string to, string answer, DeliveryResult expected)
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith(to, StringComparison.Ordinal) && (to != SmtpSink.EndOfData || line == to) ? answer : null);

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(expected, outcome.Result);
        Assert.NotEmpty(outcome.Note!);
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData(SmtpSink.Greeting)]
    [InlineData("EHLO")]
    [InlineData("RCPT")]
    [InlineData(SmtpSink.EndOfData)]
    public async Task A_server_that_falls_silent_is_given_up_and_tried_again(string at)
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith(at, StringComparison.Ordinal) ? SmtpSink.Silence : null);
        var delivering = Channel(sink).DeliverAsync(AlertMails.Of(owners: ["a@shop.example", "b@shop.example"]), Cancel);
        await sink.IsSilent.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        time.Advance(TimeSpan.FromMinutes(1));

        var outcome = await delivering.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains("did not answer within 60 s", outcome.Note, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
        await sink.IsLeft.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
    }

    [Fact]
    public async Task Nobody_listening_is_tried_again()
    {
        var sink = SmtpSink.Start();
        await sink.DisposeAsync();

        Assert.Equal(DeliveryResult.Retry, (await Channel(sink).DeliverAsync(AlertMails.Of(), Cancel)).Result);
    }

    [Theory]
    [InlineData("550 nobody here")]
    [InlineData("554 relay denied")]
    [InlineData("450 greylisted")]
    [InlineData("451 greylisted")]
    public async Task A_refused_owner_keeps_the_mail_from_no_other(string answer)
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith("RCPT TO:<no@", StringComparison.Ordinal) ? answer : null);

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(owners: ["no@shop.example", "yes@shop.example"]), Cancel);

        Assert.Equal("yes@shop.example", Assert.Single(Assert.Single(sink.Mails).To));
        Assert.Equal(answer[0] == '4' ? DeliveryResult.Retry : DeliveryResult.Accepted, outcome.Result);
        Assert.Contains("no@shop.example", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_who_has_the_mail_is_left_out_when_it_is_tried_again()
    {
        var isBusy = true;
        await using var sink = SmtpSink.Start(line => isBusy && line.StartsWith("RCPT TO:<late@", StringComparison.Ordinal) ? "450 greylisted" : null);
        var mail = AlertMails.Of(owners: ["late@shop.example", "soon@shop.example"]);
        var channel = Channel(sink);

        var first = await channel.DeliverAsync(mail, Cancel);
        isBusy = false;
        var second = await channel.DeliverAsync(mail with { To = [.. mail.To.Except(first.Settled)] }, Cancel);

        Assert.Equal(DeliveryResult.Accepted, second.Result);
        Assert.Equal(["soon@shop.example", "late@shop.example"], sink.Mails.Select(arrived => Assert.Single(arrived.To)));
    }

    [Fact]
    public async Task The_login_is_used_and_stands_in_no_note_even_if_the_server_repeats_it()
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Password));
        await using var sink = SmtpSink.Start(line => line.StartsWith("MAIL", StringComparison.Ordinal) ? $"535 no such login: {Password} {encoded}" : null);

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Contains(encoded, sink.Heard);
        Assert.Contains("no such login", outcome.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, outcome.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(encoded, outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_encryption_that_is_demanded_neither_login_nor_mail_leaves()
    {
        await using var sink = SmtpSink.Start();

        var outcome = await Channel(sink, isEncrypted: true).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");

    private SmtpChannel Channel(SmtpSink sink, bool isEncrypted = false)
    {
        var options = new MailOptions
        {
            From = "LinkWatch <alerts@linkwatch.example>",
            SmtpHost = "127.0.0.1",
            SmtpPort = sink.Port,
            SmtpTls = isEncrypted,
            SmtpUser = "linkwatch",
            SmtpPassword = Password,
        };
        return new SmtpChannel(options, time);
    }
}
