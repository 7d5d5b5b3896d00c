using System.Globalization;
using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

/// <summary>One queue. What the service refuses is a <see cref="RequestFailedException"/> with its status and code.</summary>
public class QueueClient
{
    private readonly QueueTransport transport;

    internal QueueClient(string queueName, QueueTransport transport) => (Name, this.transport) = (queueName, transport);

#pragma warning disable CS8618 // For mocks, which override what they use.
    protected QueueClient()
    {
    }
#pragma warning restore CS8618

    public virtual string Name { get; }

    public virtual Uri Uri => new($"{transport.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    /// <summary>The most that a message may hold, as it stands in the queue.</summary>
    public virtual int MessageMaxBytes => 65536;

    public virtual int MaxPeekableMessages => 32;

    /// <summary>Creates the queue; one that is there is no error.</summary>
    public virtual Task<Response> CreateAsync(IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        var headers = metadata?.Select(pair => new HttpHeader("x-ms-meta-" + pair.Key, pair.Value));
        return transport.SendAsync(new QueueRequest(RequestMethod.Put, Name) { Headers = headers ?? [] }, cancellationToken);
    }

    /// <summary>Null where the queue was there.</summary>
    public virtual async Task<Response?> CreateIfNotExistsAsync(IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await CreateAsync(metadata, cancellationToken).ConfigureAwait(false);
            return response.Status == 204 ? null : response;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueAlreadyExists)
        {
            return null;
        }
    }

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        transport.SendAsync(new QueueRequest(RequestMethod.Delete, Name), cancellationToken);

    /// <summary>Whether there was one.</summary>
    public virtual async Task<Response<bool>> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await transport.SendAsync(new QueueRequest(RequestMethod.Delete, Name) { IsMissingAllowed = true }, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(response.Status != 404, response);
    }

    public virtual async Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default)
    {
        var response = await transport.SendAsync(new QueueRequest(RequestMethod.Get, $"{Name}?comp=metadata") { IsMissingAllowed = true }, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(response.Status != 404, response);
    }

    public virtual async Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        var response = await transport.SendAsync(new QueueRequest(RequestMethod.Get, $"{Name}?comp=metadata"), cancellationToken).ConfigureAwait(false);
        var count = response.Headers.TryGetValue("x-ms-approximate-messages-count", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return Response.FromValue(new QueueProperties { ApproximateMessagesCount = count }, response);
    }

    public virtual Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default) =>
        transport.SendAsync(new QueueRequest(RequestMethod.Delete, $"{Name}/messages"), cancellationToken);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText) => SendMessageAsync(messageText, null);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText, CancellationToken cancellationToken = default) =>
        SendMessageAsync(messageText, null, null, cancellationToken);

    /// <param name="messageText">What XML can hold.</param>
    /// <param name="visibilityTimeout">For how long it is hidden at first; none.</param>
    /// <param name="timeToLive">7 days; −1 s for ever.</param>
    /// <param name="cancellationToken">Stops.</param>
    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default) =>
        SendMessageAsync(BinaryData.FromString(messageText), visibilityTimeout, timeToLive, cancellationToken);

    public virtual async Task<Response<SendReceipt>> SendMessageAsync(BinaryData message, TimeSpan? visibilityTimeout = null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        var query = Query(("visibilitytimeout", Seconds(visibilityTimeout)), ("messagettl", Seconds(timeToLive)));
        var request = new QueueRequest(RequestMethod.Post, $"{Name}/messages{query}") { Body = QueueXml.Write(message, transport.Encoding) };
        var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.ReadReceipt(response.Content), response);
    }

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync() => ReceiveMessagesAsync(null);

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync(CancellationToken cancellationToken = default) => ReceiveMessagesAsync(null, null, cancellationToken);

    /// <param name="maxMessages">1 to 32; 1.</param>
    /// <param name="visibilityTimeout">For how long they are hidden from others; 30 s.</param>
    /// <param name="cancellationToken">Stops.</param>
    public virtual async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(int? maxMessages = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default)
    {
        var query = Query(("numofmessages", maxMessages), ("visibilitytimeout", Seconds(visibilityTimeout)));
        var response = await transport.SendAsync(new QueueRequest(RequestMethod.Get, $"{Name}/messages{query}"), cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.ReadMessages(response.Content, transport.Encoding), response);
    }

    public virtual async Task<Response<PeekedMessage[]>> PeekMessagesAsync(int? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var query = Query(("numofmessages", maxMessages));
        var path = $"{Name}/messages{query}{(query.Length > 0 ? '&' : '?')}peekonly=true";
        var response = await transport.SendAsync(new QueueRequest(RequestMethod.Get, path), cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.ReadPeeked(response.Content, transport.Encoding), response);
    }

    /// <summary>Hides a received message anew, and changes its text where one is given; 404 or 400 where the receipt is not the latest.</summary>
    /// <param name="messageId">Which.</param>
    /// <param name="popReceipt">The latest.</param>
    /// <param name="messageText">Null to leave it.</param>
    /// <param name="visibilityTimeout">None makes it visible at once.</param>
    /// <param name="cancellationToken">Stops.</param>
    public virtual Task<Response<UpdateReceipt>> UpdateMessageAsync(string messageId, string popReceipt, string? messageText = null, TimeSpan visibilityTimeout = default, CancellationToken cancellationToken = default) =>
        UpdateAsync(messageId, popReceipt, messageText is null ? null : BinaryData.FromString(messageText), visibilityTimeout, cancellationToken);

    public virtual Task<Response<UpdateReceipt>> UpdateMessageAsync(string messageId, string popReceipt, BinaryData? message, TimeSpan visibilityTimeout = default, CancellationToken cancellationToken = default) =>
        UpdateAsync(messageId, popReceipt, message, visibilityTimeout, cancellationToken);

    /// <summary>Deletes a received message; 404 or 400 where the receipt is not the latest.</summary>
    public virtual Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        transport.SendAsync(new QueueRequest(RequestMethod.Delete, $"{MessagePath(messageId)}?popreceipt={Uri.EscapeDataString(popReceipt)}"), cancellationToken);

    private static int? Seconds(TimeSpan? time) => (int?)time?.TotalSeconds;

    private static string Query(params (string Name, int? Value)[] settings)
    {
        var given = settings.Where(setting => setting.Value is not null).Select(setting => FormattableString.Invariant($"{setting.Name}={setting.Value}")).ToList();
        return given.Count > 0 ? "?" + string.Join('&', given) : "";
    }

    private async Task<Response<UpdateReceipt>> UpdateAsync(string messageId, string popReceipt, BinaryData? message, TimeSpan visibilityTimeout, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"{MessagePath(messageId)}?popreceipt={Uri.EscapeDataString(popReceipt)}&visibilitytimeout={Seconds(visibilityTimeout)}");
        var request = new QueueRequest(RequestMethod.Put, path) { Body = message is null ? null : QueueXml.Write(message, transport.Encoding) };
        var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.ReceiptOf(response.Headers), response);
    }

    private string MessagePath(string messageId) => $"{Name}/messages/{Uri.EscapeDataString(messageId)}";
}
