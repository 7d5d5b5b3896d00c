using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Alerting.Channels.Smtp;

/// <summary>Servers that refuse, hang up, fall silent or talk nonsense, at every step.</summary>
public sealed class SmtpFaultTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MAIL", "451 try later", DeliveryResult.Retry)]
    [InlineData("RCPT", "450 greylisted", DeliveryResult.Retry)]
    [InlineData("RCPT", "451 greylisted", DeliveryResult.Retry)]
    [InlineData("RCPT", SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData(SmtpSink.EndOfData, "451 scanner down", DeliveryResult.Retry)]
    [InlineData(SmtpSink.EndOfData, SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData("AUTH", "454 no directory", DeliveryResult.Retry)]
    [InlineData("AUTH", "535 wrong password", DeliveryResult.Retry)]
    [InlineData("AUTH", SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData("MAIL", "553 not your address", DeliveryResult.Failed)]
    [InlineData("RCPT", "550 nobody here", DeliveryResult.Failed)]
    [InlineData("RCPT", "554 relay denied", DeliveryResult.Failed)]
    [InlineData(SmtpSink.EndOfData, "554 looks like spam", DeliveryResult.Failed)]
    [InlineData(SmtpSink.EndOfData, "552 too large", DeliveryResult.Failed)]
    public async Task What_the_server_says_for_now_is_tried_again_and_what_it_says_for_good_is_not(
        string to, string answer, DeliveryResult expected)
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith(to, StringComparison.Ordinal) ? answer : null);

        var outcome = await Channel(sink).DeliverAsync(AlertMails.Of(), Cancel);

        Assert.Equal(expected, outcome.Result);
        Assert.Contains(answer[0] == '(' ? "disconnected" : answer, outcome.Note, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData(SmtpScript.Greeting, "421 too busy", DeliveryResult.Retry)]
    [InlineData(SmtpScript.Greeting, "HTTP/1.1 400 Bad Request", DeliveryResult.Retry)]
    [InlineData(SmtpScript.Greeting, SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData("MAIL", "421 going down", DeliveryResult.Retry)]
    [InlineData("MAIL", "530 log in first", DeliveryResult.Retry)]
    [InlineData("DATA", "452 disk full", DeliveryResult.Retry)]
    [InlineData("DATA", SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData(SmtpScript.FirstLine, SmtpSink.Drop, DeliveryResult.Retry)]
    [InlineData(SmtpScript.Greeting, "554 no service", DeliveryResult.Failed)]
    public async Task What_a_server_says_at_odd_moments_counts_the_same(string to, string answer, DeliveryResult expected)
    {
        await using var script = SmtpScript.Start(line => line.StartsWith(to, StringComparison.Ordinal) ? answer : null);

        var outcome = await Channel(script.Port).DeliverAsync(AlertMails.Of(owners: ["a@shop.example", "b@shop.example"]), Cancel);

        Assert.Equal(expected, outcome.Result);
        Assert.NotEmpty(outcome.Note!);
        Assert.Equal(expected == DeliveryResult.Failed ? ["a@shop.example", "b@shop.example"] : [], outcome.Settled);
    }

    [Theory]
    [InlineData("RCPT")]
    [InlineData("AUTH")]
    [InlineData(SmtpSink.EndOfData)]
    public async Task A_server_that_falls_silent_is_given_up_and_tried_again(string at)
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith(at, StringComparison.Ordinal) ? SmtpSink.Silence : null);
        var delivering = Channel(sink).DeliverAsync(AlertMails.Of(owners: ["a@shop.example", "b@shop.example"]), Cancel);

        await GivesUpAsync(delivering, sink.IsSilent, sink.IsLeft);

        Assert.Empty(sink.Mails);
        Assert.Single(sink.Sessions);
    }

    [Theory]
    [InlineData(SmtpScript.Greeting, SmtpTls.None)]
    [InlineData(SmtpScript.Greeting, SmtpTls.StartTls)]
    [InlineData(SmtpScript.Greeting, SmtpTls.Implicit)]
    [InlineData("EHLO", SmtpTls.None)]
    public async Task A_server_that_never_speaks_is_given_up_and_tried_again(string at, SmtpTls tls)
    {
        await using var script = SmtpScript.Start(line => line.StartsWith(at, StringComparison.Ordinal) ? SmtpSink.Silence : null);
        var delivering = Channel(script.Port, tls).DeliverAsync(AlertMails.Of(), Cancel);

        await GivesUpAsync(delivering, script.IsSilent, script.IsLeft);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task Owners_whose_turn_does_not_come_in_time_get_their_mail_in_the_next_attempt(int minutes, bool isFirstSettled)
    {
        await using var sink = SmtpSink.Start(line => line == "RCPT b@shop.example" ? SmtpSink.Silence : null);
        var whole = TimeSpan.FromMinutes(minutes);
        var options = SmtpMail.Options(sink.Port) with { SmtpTimeout = TimeSpan.FromMinutes(10), SmtpDeliveryTimeout = whole };
        var owners = isFirstSettled ? new[] { "a@shop.example", "b@shop.example", "c@shop.example" } : ["b@shop.example", "c@shop.example"];
        var delivering = new SmtpChannel(options, time).DeliverAsync(AlertMails.Of(owners: owners), Cancel);
        await sink.IsSilent.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        time.Advance(whole);

        var outcome = await delivering.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains($"took more than {60 * minutes} s", outcome.Note, StringComparison.Ordinal);
        Assert.Equal(isFirstSettled ? ["a@shop.example"] : [], outcome.Settled);
    }

    [Theory]
    [InlineData("RCPT")]
    [InlineData("AUTH")]
    [InlineData(SmtpSink.EndOfData)]
    public async Task A_delivery_that_is_cancelled_ends_at_once_and_hangs_up(string at)
    {
        await using var sink = SmtpSink.Start(line => line.StartsWith(at, StringComparison.Ordinal) ? SmtpSink.Silence : null);
        using var cancel = new CancellationTokenSource();
        var delivering = Channel(sink).DeliverAsync(AlertMails.Of(), cancel.Token);
        await sink.IsSilent.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => delivering.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel));
        await sink.IsLeft.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
    }

    [Fact]
    public async Task Each_owner_is_settled_before_the_next_ones_mail_is_begun()
    {
        await using var sink = SmtpSink.Start(line => line == "RCPT b@shop.example" ? "550 nobody here" : null);
        var settled = new List<(string Owner, bool IsAccepted, int Receivers)>();
        var mail = AlertMails.Of(owners: ["a@shop.example", "b@shop.example", "c@shop.example"]) with
        {
            SettleAsync = reply =>
            {
                settled.Add((Assert.Single(reply.Owners), reply.IsAccepted, sink.Mails.Count));
                return Task.CompletedTask;
            }
        };

        await Channel(sink).DeliverAsync(mail, Cancel);

        Assert.Equal([("a@shop.example", true, 1), ("b@shop.example", false, 1), ("c@shop.example", true, 2)], settled);
    }

    [Fact]
    public async Task Nobody_listening_is_tried_again()
    {
        var sink = SmtpSink.Start();
        await sink.DisposeAsync();

        Assert.Equal(DeliveryResult.Retry, (await Channel(sink).DeliverAsync(AlertMails.Of(), Cancel)).Result);
    }

    [Fact]
    public async Task A_host_that_has_no_address_is_tried_again()
    {
        var options = SmtpMail.Options(25) with { SmtpHost = "mail.invalid" };

        Assert.Equal(DeliveryResult.Retry, (await new SmtpChannel(options, time).DeliverAsync(AlertMails.Of(), Cancel)).Result);
    }

    private SmtpChannel Channel(SmtpSink sink) => Channel(sink.Port);

    private SmtpChannel Channel(int port, SmtpTls tls = SmtpTls.None) => new(SmtpMail.Options(port, tls), time);

    private async Task GivesUpAsync(Task<DeliveryOutcome> delivering, Task isSilent, Task isLeft)
    {
        await isSilent.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        time.Advance(TimeSpan.FromMinutes(1));

        var outcome = await delivering.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains("did not answer within 60 s", outcome.Note, StringComparison.Ordinal);
        await isLeft.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
    }
}
