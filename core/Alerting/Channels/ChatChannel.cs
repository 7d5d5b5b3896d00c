using System.Text.Json;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Fetching;
using LinkWatch.Links;

namespace LinkWatch.Alerting.Channels;

/// <summary>Posts each alert to a chat's incoming webhook. It needs no owners: who reads there is the chat's matter.</summary>
public sealed class ChatChannel(ChatOptions options, HttpPost post, TimeProvider time) : IAlertChannel
{
    private readonly PostReply reply = new(
        options.Url, options.Setting, $"is {options.Setting} still valid, and allowed to post there?", time);

    public string Name => options.Service.Name;

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        var message = options.Service.MessageOf(mail, options.Url);
        var body = JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json.Options);
        (string, string)[] headers = options.Token is { } token ? [("Authorization", $"Bearer {token}")] : [];
        return reply.OutcomeOf(
            await post.SendAsync(options.Service.AddressOf(options.Url), body, headers, options.Timeout, cancellationToken));
    }
}
