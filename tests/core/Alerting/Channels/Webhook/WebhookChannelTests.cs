using System.Net;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Fetching;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LinkWatch.Tests.Core.Alerting.Channels.Webhook;

public sealed class WebhookChannelTests
{
    private const string Secret = "correct horse battery";
    private readonly FakeTimeProvider time = FakeTime.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_arrives_as_json_signed_with_the_secret()
    {
        await using var receiver = await WebhookReceiver.StartAsync();

        var outcome = await DeliverAsync(
            receiver.Url(),
            AlertMails.Of("[shop.example] 1 lost – „weg“ 失われた", "1 lost\n  > <a href=\"/\">\n", "<p>1 lost</p>\n"));

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        var post = Assert.Single(receiver.Posts);
        Assert.Equal("POST", post.Method);
        Assert.Equal("application/json; charset=utf-8", post.Headers["Content-Type"]);
        Assert.Equal("shop/report-1", post.Headers["Idempotency-Key"]);
        Assert.True(post.IsSignedBy(Secret));
        Assert.False(post.IsSignedBy(Secret + "x"));
        Golden.HoldsJson("alert.json", post.Text);
    }

    [Fact]
    public void A_signature_is_the_one_that_openssl_makes() =>
        // printf '1767571200.{"a":"ä"}' | openssl dgst -sha256 -hmac 'correct horse battery'
        Assert.Equal(
            "t=1767571200,v1=e3d16857f876042ffd8752ed774f65f854862abc7e2798ab9f9d1cc562b756d8",
            WebhookSignature.Of(Secret, DateTimeOffset.FromUnixTimeSeconds(1767571200), "{\"a\":\"ä\"}"u8));

    [Fact]
    public async Task A_repeat_bears_the_same_id_and_body_and_its_own_time()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await DeliverAsync(receiver.Url());
        time.Advance(TimeSpan.FromMinutes(5));
        await DeliverAsync(receiver.Url());

        var posts = receiver.Posts.ToList();

        Assert.Equal(posts[0].Text, posts[1].Text);
        Assert.Equal(posts[0].Headers["Idempotency-Key"], posts[1].Headers["Idempotency-Key"]);
        Assert.StartsWith("t=1767571200,", posts[0].Headers["LinkWatch-Signature"], StringComparison.Ordinal);
        Assert.StartsWith("t=1767571500,", posts[1].Headers["LinkWatch-Signature"], StringComparison.Ordinal);
        Assert.All(posts, post => Assert.True(post.IsSignedBy(Secret)));
    }

    [Fact]
    public async Task A_site_without_owners_gets_its_webhook_too()
    {
        await using var receiver = await WebhookReceiver.StartAsync();

        Assert.Equal(DeliveryResult.Accepted, (await DeliverAsync(receiver.Url(), AlertMails.Of(owners: []))).Result);

        Assert.Single(receiver.Posts);
    }

    [Theory]
    [InlineData(200, DeliveryResult.Accepted)]
    [InlineData(202, DeliveryResult.Accepted)]
    [InlineData(204, DeliveryResult.Accepted)]
    [InlineData(408, DeliveryResult.Retry)]
    [InlineData(425, DeliveryResult.Retry)]
    [InlineData(429, DeliveryResult.Retry)]
    [InlineData(500, DeliveryResult.Retry)]
    [InlineData(502, DeliveryResult.Retry)]
    [InlineData(503, DeliveryResult.Retry)]
    [InlineData(400, DeliveryResult.Failed)]
    [InlineData(401, DeliveryResult.Failed)]
    [InlineData(404, DeliveryResult.Failed)]
    [InlineData(410, DeliveryResult.Failed)]
    [InlineData(413, DeliveryResult.Failed)]
    public async Task What_the_receiver_says_for_now_is_tried_again_and_what_it_says_for_good_is_not(int status, DeliveryResult expected)
    {
        await using var receiver = await WebhookReceiver.StartAsync(Answer(status, "words of the receiver"));

        var outcome = await DeliverAsync(receiver.Url());

        Assert.Equal((expected, null), (outcome.Result, outcome.RetryAfter));
        Assert.Contains($"answered {status}", outcome.Note, StringComparison.Ordinal);
        if (expected != DeliveryResult.Accepted) Assert.Contains("words of the receiver", outcome.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "Mon, 05 Jan 2026 01:00:00 GMT", 3600)]
    [InlineData(500, "999999999", 86400)]
    public async Task The_wait_that_the_receiver_asks_for_is_passed_on(int status, string retryAfter, int seconds)
    {
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            return Answer(status, "")(context);
        });

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await DeliverAsync(receiver.Url())).RetryAfter);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.Headers.Location = elsewhere.Url("/secret").Href;
            return Answer(status, "")(context);
        });

        var outcome = await DeliverAsync(receiver.Url());

        Assert.Equal(DeliveryResult.Failed, outcome.Result);
        Assert.Contains(
            $"to {elsewhere.Url().Authority}: redirects are not followed, set LINKWATCH_WEBHOOK_URL",
            outcome.Note,
            StringComparison.Ordinal);
        Assert.Empty(elsewhere.Posts);
    }

    [Fact]
    public async Task A_path_that_may_be_a_secret_appears_in_no_note_even_if_the_receiver_repeats_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync(Answer(404, "Cannot POST /hooks/s3cr3t?key=t0k3n"));

        var outcome = await DeliverAsync(receiver.Url("/hooks/s3cr3t?key=t0k3n"));

        Assert.Contains("Cannot POST /…?…", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_others_are_one_short_line()
    {
        await using var receiver = await WebhookReceiver.StartAsync(Answer(400, "bad\r\n\u001b[31mred\u202e" + new string('x', 100_000)));

        var outcome = await DeliverAsync(receiver.Url());

        Assert.Contains("answered 400: bad [31mredxxx", outcome.Note, StringComparison.Ordinal);
        Assert.True(outcome.Note!.Length < 400);
    }

    [Fact]
    public async Task Nobody_listening_is_tried_again()
    {
        var receiver = await WebhookReceiver.StartAsync();
        var url = receiver.Url();
        await receiver.DisposeAsync();

        Assert.Equal(DeliveryResult.Retry, (await DeliverAsync(url)).Result);
    }

    [Fact]
    public async Task A_receiver_that_falls_silent_is_given_up_and_tried_again()
    {
        var asked = new TaskCompletionSource();
        await using var receiver = RawSite.Start(async (stream, token) =>
        {
            await RawSite.ReadHeadAsync(stream, token);
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });
        var delivering = DeliverAsync(receiver.Url());
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);

        time.Advance(TimeSpan.FromSeconds(31));

        var outcome = await delivering.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains("no answer within 30 s", outcome.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_http_is_tried_again()
    {
        await using var receiver = RawSite.Saying("220 smtp.example ESMTP\r\n");

        Assert.Equal(DeliveryResult.Retry, (await DeliverAsync(receiver.Url())).Result);
    }

    [Fact]
    public async Task Nothing_leaves_over_plain_http_but_to_an_address_that_was_opened()
    {
        await using var receiver = await WebhookReceiver.StartAsync();

        var outcome = await DeliverAsync(receiver.Url(), fetching: new FetchOptions { AllowedAddresses = [IPNetwork.Parse("10.0.0.0/8")] });

        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Contains("use https, or open it with --allow-address", outcome.Note, StringComparison.Ordinal);
        Assert.Empty(receiver.Posts);
    }

    [Fact]
    public async Task Over_https_an_address_that_is_not_public_is_out_of_bounds_unless_it_was_opened()
    {
        using var authority = LoopbackCertificate.Authority();
        await using var receiver = await WebhookReceiver.StartAsync(certificate: LoopbackCertificate.For("127.0.0.1", authority));
        var trusting = LoopbackFetcher.Options with { TrustedAuthorities = [authority] };

        var closed = await DeliverAsync(receiver.Url(), fetching: trusting with { AllowedAddresses = [] });
        var opened = await DeliverAsync(receiver.Url(), fetching: trusting);

        Assert.Equal((DeliveryResult.Retry, DeliveryResult.Accepted), (closed.Result, opened.Result));
        Assert.Contains("is not public", closed.Note, StringComparison.Ordinal);
        Assert.True(Assert.Single(receiver.Posts).IsSignedBy(Secret));
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_gets_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync(certificate: LoopbackCertificate.For("127.0.0.1"));

        Assert.Equal(DeliveryResult.Retry, (await DeliverAsync(receiver.Url())).Result);

        Assert.Empty(receiver.Posts);
    }

    private static RequestDelegate Answer(int status, string words) => async context =>
    {
        context.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent) await context.Response.WriteAsync(words);
    };

    private async Task<DeliveryOutcome> DeliverAsync(WebUrl url, AlertMail? mail = null, FetchOptions? fetching = null)
    {
        using var post = new HttpPost(fetching ?? LoopbackFetcher.Options, new StubNames(_ => []), time);
        return await new WebhookChannel(new WebhookOptions(url, Secret), post, time).DeliverAsync(mail ?? AlertMails.Of(), Cancel);
    }
}
