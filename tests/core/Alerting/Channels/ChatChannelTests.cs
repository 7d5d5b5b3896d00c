using System.Net;
using System.Text;
using System.Text.Json;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Fetching;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Core.Alerting.Channels;

public sealed class ChatChannelTests
{
    private const string Text = "shop.example: 1 lost.\n\nLost (1)\n========\n* https://blog.example/?a=1&b=2\n"
        + "  > <!channel> <https://evil.example|shop> *bold* `code` ```\n@everyone [x](https://evil.example)\n";

    public static TheoryData<string> Services => [.. All.Keys];

    private static Dictionary<string, IChatService> All =>
        new IChatService[] { new Slack(), new Teams(), new Discord(), new Ntfy() }.ToDictionary(service => service.Name);

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_alert_is_posted_as_the_service_takes_it(string service)
    {
        await using var receiver = await WebhookReceiver.StartAsync();

        var outcome = await DeliverAsync(service, receiver, Text);

        Assert.Equal(DeliveryResult.Accepted, outcome.Result);
        var post = Assert.Single(receiver.Posts);
        Assert.Equal("application/json; charset=utf-8", post.Headers["Content-Type"]);
        Golden.HoldsJson($"{service}.json", post.Text);
    }

    [Theory]
    [InlineData("slack", 4000)]
    [InlineData("teams", 28_000)]
    [InlineData("discord", 2000)]
    [InlineData("ntfy", 4096)]
    public async Task A_long_alert_is_cut_at_a_line_and_says_so(string service, int mostCharacters)
    {
        await using var receiver = await WebhookReceiver.StartAsync();

        await DeliverAsync(
            service, receiver, string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"* https://blog.example/{i} “<&>”")));

        var text = Assert.Single(receiver.Posts).Text;
        Assert.Contains("the whole stands in the history", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        var longest = service == "teams"
            ? Encoding.UTF8.GetByteCount(text)
            : Strings(json.RootElement).Max(value => service == "ntfy" ? Encoding.UTF8.GetByteCount(value) : value.Length);
        Assert.InRange(longest, mostCharacters / 3, mostCharacters);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_does_not_arrive_says_what_to_do_and_not_the_secret_address(string service)
    {
        await using var gone = await WebhookReceiver.StartAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync($"no hook at /S3CRET-A, /tok.B or tok.B?c=s3cret%43 s3cretC; path /…/tok.\u200bB");
        });
        await using var busy = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });

        var failed = await DeliverAsync(service, gone, Text, path: "/s3cret-a/tok.B?c=s3cret%43");
        var later = await DeliverAsync(service, busy, Text);

        Assert.Equal(DeliveryResult.Failed, failed.Result);
        Assert.Contains("correct LINKWATCH_CHAT_URL", failed.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failed.Note, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("tok", failed.Note, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((DeliveryResult.Retry, TimeSpan.FromMinutes(2)), (later.Result, later.RetryAfter));
    }

    [Fact]
    public async Task A_token_is_sent_if_there_is_one()
    {
        await using var receiver = await WebhookReceiver.StartAsync();

        await DeliverAsync("ntfy", receiver, Text, token: "tk_1");

        Assert.Equal("Bearer tk_1", Assert.Single(receiver.Posts).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("/lamps", "/", "lamps")]
    [InlineData("/base/lamps", "/base/", "lamps")]
    [InlineData("/a/base/lamps/", "/a/base/", "lamps")]
    public void A_topic_of_ntfy_is_the_last_part_of_its_address(string path, string server, string topic)
    {
        var address = WebUrl.Parse("https://host.example" + path);

        Assert.Equal("https://host.example" + server, new Ntfy().AddressOf(address).Href);
        using var message = JsonSerializer.SerializeToDocument(new Ntfy().MessageOf(AlertMails.Of(text: Text), address));
        Assert.Equal(topic, message.RootElement.GetProperty("Topic").GetString());
    }

    private static async Task<DeliveryOutcome> DeliverAsync(
        string service, WebhookReceiver receiver, string text, string? token = null, string path = "/s3cret")
    {
        var time = FakeTime.Create();
        using var post = new HttpPost(new FetchOptions { AllowedAddresses = [IPNetwork.Parse("127.0.0.0/8")] }, new SystemNames(), time);
        var options = new ChatOptions(All[service], receiver.Url(path), "LINKWATCH_CHAT_URL") { Token = token };
        return await new ChatChannel(options, post, time).DeliverAsync(AlertMails.Of(text: text), TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
