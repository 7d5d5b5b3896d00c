using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Fetching;
using LinkWatch.Signing;
using LinkWatch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Alerting.Channels.SendGrid;

public sealed class SendGridChannelTests
{
    private readonly FakeTimeProvider time = FakeTime.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_is_taken_and_its_id_noted()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(
            mock.Host, AlertMails.Of("[shop.example] 1 lost – „weg“ 失われた", owners: ["a@shop.example", "b@shop.example"]));

        Assert.Equal((DeliveryResult.Accepted, "X-Message-Id mock-1"), (outcome.Result, outcome.Note));
        Assert.Equal(["a@shop.example", "b@shop.example"], outcome.Settled);
        Golden.HoldsJson("mail.json", Assert.Single(mock.Requests).GetRawText());
    }

    [Fact]
    public async Task Each_owner_has_an_envelope_and_a_way_out_of_their_own()
    {
        await using var mock = await SendGridMock.StartAsync();
        var unsubscribe = new UnsubscribeLinks(new Uri("https://links.example"), SigningKeys.Parse([SigningKeys.NewLine("one")]));

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(
            html: "<p>1 lost</p><!--way-out-->", owners: ["a@shop.example", "b@shop.example"]), unsubscribe: unsubscribe);

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        var mail = Assert.Single(mock.Requests);
        var text = mail.GetProperty("content")[0].GetProperty("value").GetString()!;
        var html = mail.GetProperty("content")[1].GetProperty("value").GetString()!;
        var mark = Regex.Match(text, @"Unsubscribe from these mails: (\[%[0-9a-f]{32}%\])", RegexOptions.NonBacktracking).Groups[1].Value;
        Assert.Contains($"<a href=\"{mark.Replace("%]", "-in-html%]", StringComparison.Ordinal)}\"", html, StringComparison.Ordinal);
        var envelopes = mail.GetProperty("personalizations").EnumerateArray().ToList();
        foreach (var (envelope, owner) in envelopes.Zip(["a@shop.example", "b@shop.example"]))
        {
            var link = unsubscribe.For("shop", owner).AbsoluteUri;
            Assert.Equal(link, envelope.GetProperty("substitutions").GetProperty(mark).GetString());
            Assert.Equal($"<{link}>", envelope.GetProperty("headers").GetProperty("List-Unsubscribe").GetString());
            Assert.Equal("List-Unsubscribe=One-Click", envelope.GetProperty("headers").GetProperty("List-Unsubscribe-Post").GetString());
        }
    }

    [Fact]
    public async Task Nobody_can_write_the_mark_of_an_owners_link_into_an_anchor()
    {
        await using var mock = await SendGridMock.StartAsync();
        var unsubscribe = new UnsubscribeLinks(new Uri("https://links.example"), SigningKeys.Parse([SigningKeys.NewLine("one")]));
        var texts = new List<string>();
        for (var turn = 0; turn < 2; turn++)
        {
            // What one mail's mark was is written into the next.
            var mail = AlertMails.Of(text: $"anchor [%way-out%] {texts.LastOrDefault()}\n", owners: ["a@shop.example"]);
            await DeliverAsync(mock.Host, mail, unsubscribe: unsubscribe);
            texts.Add(mock.Requests.Last().GetProperty("content")[0].GetProperty("value").GetString()!);
        }

        var substitutions = mock.Requests.Last().GetProperty("personalizations")[0].GetProperty("substitutions");
        Assert.All(substitutions.EnumerateObject(), mark => Assert.DoesNotContain(mark.Name, texts[0], StringComparison.Ordinal));
        Assert.DoesNotContain(substitutions.EnumerateObject(), mark => mark.Name.Contains("way-out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_domain_beyond_ASCII_is_sent_as_IDNA_writes_it()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(owners: ["a@bücher.example"]));

        Assert.Equal(["a@xn--bcher-kva.example"], mock.Receivers);
        Assert.Equal(["a@bücher.example"], outcome.Settled);
    }

    [Fact]
    public async Task An_address_gets_one_mail_however_it_is_written()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(owners: ["a@shop.example", "A@Shop.Example", "b@shop.example"]));

        Assert.Equal(["a@shop.example", "b@shop.example"], mock.Receivers);
        Assert.Equal(["a@shop.example", "A@Shop.Example", "b@shop.example"], outcome.Settled);
    }

    [Fact]
    public async Task More_owners_than_a_request_may_hold_take_several()
    {
        await using var mock = await SendGridMock.StartAsync();
        var owners = Enumerable.Range(0, 2001).Select(i => $"owner{i}@shop.example").ToArray();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(owners: owners));

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        Assert.Equal([1000, 1000, 1], mock.Requests.Select(mail => mail.GetProperty("personalizations").GetArrayLength()));
        Assert.Equal(owners, mock.Receivers);
    }

    [Fact]
    public async Task A_bad_address_keeps_the_mail_from_no_other_owner()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(owners: ["a@shop.example", "b@localhost", "c@shop.example"]));

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        Assert.Equal(["a@shop.example", "c@shop.example"], mock.Receivers);
        Assert.Contains("b@localhost: SendGrid answered 400: Does not contain a valid address.", outcome.Note, StringComparison.Ordinal);
        Assert.Equal(3, outcome.Settled.Count);
    }

    [Theory]
    [InlineData(408, DeliveryResult.Retry, "answered 408")]
    [InlineData(429, DeliveryResult.Retry, "answered 429")]
    [InlineData(500, DeliveryResult.Retry, "answered 500")]
    [InlineData(503, DeliveryResult.Retry, "answered 503")]
    [InlineData(400, DeliveryResult.Failed, "correct what it names")]
    [InlineData(401, DeliveryResult.Failed, "set LINKWATCH_SENDGRID_KEY")]
    [InlineData(403, DeliveryResult.Failed, "verify the sender (LINKWATCH_MAIL_FROM)")]
    [InlineData(404, DeliveryResult.Failed, "LINKWATCH_SENDGRID_HOST")]
    [InlineData(413, DeliveryResult.Failed, "answered 413")]
    public async Task What_may_pass_is_tried_again_and_for_the_rest_the_note_says_what_to_do(
        int status, DeliveryResult expected, string note)
    {
        await using var mock = await SendGridMock.StartAsync((context, _) =>
            SendGridMock.SayAsync(context, status, new { message = $"words with {SendGridMock.Key}" }));

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of());

        Assert.Equal(expected, outcome.Result);
        Assert.Contains(note, outcome.Note, StringComparison.Ordinal);
        Assert.Contains("words with …", outcome.Note, StringComparison.Ordinal);
        Assert.Equal(expected == DeliveryResult.Failed ? 1 : 0, outcome.Settled.Count);
    }

    [Theory]
    [InlineData("X-RateLimit-Reset", "1767571260", 60)]
    [InlineData("X-RateLimit-Reset", "1767571100", null)]
    [InlineData("X-RateLimit-Reset", "99999999999999999", null)]
    [InlineData("X-RateLimit-Reset", "soon", null)]
    [InlineData("Retry-After", "90", 90)]
    public async Task A_rate_limit_says_when_to_come_back(string header, string value, int? seconds)
    {
        await using var mock = await SendGridMock.StartAsync((context, _) =>
        {
            context.Response.Headers[header] = value;
            return SendGridMock.SayAsync(context, 429, new { message = "too many requests" });
        });

        Assert.Equal(seconds, (await DeliverAsync(mock.Host, AlertMails.Of())).RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Who_has_the_mail_is_left_out_when_a_later_request_must_be_tried_again()
    {
        var requests = 0;
        await using var mock = await SendGridMock.StartAsync((context, _) =>
            requests++ == 0 ? Task.FromResult(false) : SendGridMock.SayAsync(context, 503));
        var owners = Enumerable.Range(0, 3000).Select(i => $"owner{i}@shop.example").ToArray();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(owners: owners));

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Equal(owners[..1000], outcome.Settled);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task A_wrong_key_is_reported_to_the_operator()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(), key: "SG.wrong");

        Assert.Equal(DeliveryResult.Failed, outcome.Result);
        Assert.Contains(
            "authorization grant is invalid, expired, or revoked; set LINKWATCH_SENDGRID_KEY", outcome.Note, StringComparison.Ordinal);
        Assert.Empty(mock.Requests);
    }

    [Fact]
    public async Task In_the_sandbox_a_mail_is_checked_and_not_sent()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(), isSandbox: true);

        Assert.Equal((DeliveryResult.Accepted, "sandbox: SendGrid checked it and sends nothing"), (outcome.Result, outcome.Note));
        Assert.Empty(mock.Receivers);
    }

    [Fact]
    public async Task A_site_without_owners_is_reported_to_the_operator()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(owners: []));

        Assert.Equal(DeliveryResult.Failed, outcome.Result);
        Assert.Contains("add one with 'site set --owner'", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_tried_again()
    {
        var mock = await SendGridMock.StartAsync();
        var host = mock.Host;
        await mock.DisposeAsync();

        var outcome = await DeliverAsync(host, AlertMails.Of());

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Empty(outcome.Settled);
    }

    [Fact]
    public async Task A_service_that_falls_silent_is_given_up_and_tried_again()
    {
        var asked = new TaskCompletionSource();
        await using var mock = await SendGridMock.StartAsync(async (context, _) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return true;
        });
        var delivering = DeliverAsync(mock.Host, AlertMails.Of());
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        time.Advance(TimeSpan.FromSeconds(31));

        var outcome = await delivering.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains("no answer within 30 s", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_does_not_leave_unencrypted_but_to_an_address_that_was_opened()
    {
        await using var mock = await SendGridMock.StartAsync();

        var outcome = await DeliverAsync(mock.Host, AlertMails.Of(), fetching: new FetchOptions());

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains("use https", outcome.Note, StringComparison.Ordinal);
        Assert.Empty(mock.Requests);
    }

    [Fact]
    public async Task The_contract_refuses_what_the_service_refuses()
    {
        await using var mock = await SendGridMock.StartAsync();
        await DeliverAsync(mock.Host, AlertMails.Of());
        var good = Assert.Single(mock.Requests).GetRawText();

        Assert.Empty(Faults(good));
        Assert.Equal(["from"], Faults(good.Replace("\"from\":", "\"sender\":", StringComparison.Ordinal)).Except(["sender"]));
        Assert.Equal(["content"], Faults(
            good.Replace("text/plain", "text/x", StringComparison.Ordinal).Replace("text/html", "text/plain", StringComparison.Ordinal)));
        Assert.Equal(["personalizations.0.custom_args"], Faults(good.Replace("\"shop/report-1\"", "1", StringComparison.Ordinal)));
        Assert.Equal(["categories"], Faults(good.Replace("site-shop", "linkwatch", StringComparison.Ordinal)));
        Assert.Equal(["personalizations.0"], Faults(
            good.Replace("\"to\":[", "\"cc\":[{\"email\":\"Owner@shop.example\"}],\"to\":[", StringComparison.Ordinal)));
        Assert.Equal(["tracking_settings.click_tracking.enable"], Faults(
            good.Replace("\"click_tracking\":{\"enable\":false", "\"click_tracking\":{\"enable\":0", StringComparison.Ordinal)));
    }

    /// <summary>
    /// With the address of a running Prism (see CONTRIBUTING.md) SendGrid's own document is the judge;
    /// its mock answers 202 to whatever the document allows.
    /// </summary>
    [Theory]
    [MemberData(nameof(Judges))]
    public async Task Every_kind_of_request_is_what_the_API_takes(string judge)
    {
        await using var mock = await SendGridMock.StartAsync();
        var host = judge == "mock" ? mock.Host : judge;
        var unsubscribe = new UnsubscribeLinks(new Uri("https://links.example"), SigningKeys.Parse([SigningKeys.NewLine("one")]));

        DeliveryOutcome[] outcomes =
        [
            await DeliverAsync(host, AlertMails.Of()),
            await DeliverAsync(host, AlertMails.Of(), isSandbox: true),
            await DeliverAsync(
                host, AlertMails.Of("„weg“ 失われた", owners: ["a@shop.example", "b@shop.example"]), unsubscribe: unsubscribe),
        ];

        Assert.All(outcomes, outcome => Assert.True(outcome.Result == DeliveryResult.Accepted, outcome.Note));
    }

    public static TheoryData<string> Judges() =>
        Environment.GetEnvironmentVariable("LINKWATCH_TEST_PRISM") is { Length: > 0 } prism ? ["mock", prism] : ["mock"];

    private static IEnumerable<string> Faults(string json)
    {
        using var mail = JsonDocument.Parse(json);
        return SendGridContract.FaultsOf(mail.RootElement).Select(fault => fault.Field).ToList();
    }

    private async Task<DeliveryOutcome> DeliverAsync(
        string host, AlertMail mail, string key = SendGridMock.Key, bool isSandbox = false, UnsubscribeLinks? unsubscribe = null,
        FetchOptions? fetching = null)
    {
        var options = new SendGridOptions(key, new MailOptions { From = "LinkWatch <alerts@linkwatch.example>", Unsubscribe = unsubscribe })
        {
            Host = host,
            IsSandbox = isSandbox
        };
        using var http = new HttpClient(
            new GuardedHandler(fetching ?? LoopbackFetcher.Options, new StubNames(_ => []), time), disposeHandler: true);
        return await new SendGridChannel(options, http, time).DeliverAsync(mail, Cancel);
    }
}
