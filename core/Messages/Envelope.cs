using System.Text;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Messages;

/// <summary>
/// How a message is written: <c>{"n":name,"v":version,"d":data}</c>. A change that an older reader would misread takes
/// a new version, beside the old one for as long as messages of it may lie on a queue. A slice whose rows make it too large
/// is packed: version 2, <c>d</c> being the base64 of what <see cref="Packed"/> makes of version 1's.
/// </summary>
public static class Envelope
{
    /// <summary>
    /// Bytes on the wire. The queue service takes 64 KiB of XML:
    /// https://learn.microsoft.com/rest/api/storageservices/put-message.
    /// </summary>
    public const int MaxBytes = 48 * 1024;

    /// <summary>The text of a message; a slice that would not fit even packed leaves its largest rows at home.</summary>
    /// <exception cref="ArgumentException">The message does not fit.</exception>
    public static string Write(IMessage message)
    {
        var text = Wrap(message);
        if (Size(text) <= MaxBytes) return text;
        for (var slice = message as CheckSlice; slice is not null; slice = slice.WithoutLargestRows(Size(text) - MaxBytes))
        {
            text = Json.Write(new Wrapped<string>("check-slice", 2, Convert.ToBase64String(Packed.Of(Json.Write(slice)))));
            if (Size(text) <= MaxBytes) return text;
        }

        throw new ArgumentException($"a {message.GetType().Name} of {Size(text)} bytes, at most {MaxBytes}", nameof(message));
    }

    /// <exception cref="UnreadableMessageException">No message that this version knows.</exception>
    public static IMessage Read(string text)
    {
        var plain = Plain(text);
        try
        {
            var header = Json.Read<Header>(plain);
            return (header.N, header.V) switch
            {
                ("check-slice", 1) => Unwrap<CheckSlice>(plain),
                ("check-slice", 2) => Json.Read<CheckSlice>(Packed.Open(Convert.FromBase64String(Unwrap<string>(plain)))),
                ("move-changes", 1) => Unwrap<MoveChanges>(plain),
                ("deliver-alert", 1) => Unwrap<DeliverAlert>(plain),
                _ => throw new UnreadableMessageException($"no step reads messages called \"{header.N}\" of version {header.V}"),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidDataException)
        {
            throw new UnreadableMessageException($"not a message: {exception.Message}", exception);
        }
    }

    /// <summary>Bytes that <paramref name="text"/> takes in the XML that it travels in.</summary>
    public static int Size(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        foreach (var c in text) size += c switch { '&' => 4, '<' or '>' => 3, _ => 0 };
        return size;
    }

    private static string Wrap(IMessage message) => message switch
    {
        CheckSlice slice => Json.Write(new Wrapped<CheckSlice>("check-slice", 1, slice)),
        MoveChanges changes => Json.Write(new Wrapped<MoveChanges>("move-changes", 1, changes)),
        DeliverAlert alert => Json.Write(new Wrapped<DeliverAlert>("deliver-alert", 1, alert)),
        _ => throw new ArgumentException($"{message.GetType().Name} has no envelope", nameof(message)),
    };

    private static T Unwrap<T>(string text) where T : class => Json.Read<Wrapped<T>>(text).D ?? throw new JsonException("it has no data");

    // Other programs, and the portal, put base64 on a queue.
    private static string Plain(string text)
    {
        if (text.AsSpan().TrimStart().StartsWith('{')) return text;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
    }

    private sealed record Header(string? N, int V);

    private sealed record Wrapped<T>(string N, int V, T? D) where T : class;
}

/// <summary>What goes on a queue, within an <see cref="Envelope"/>.</summary>
public interface IMessage;

/// <summary>A text from a queue that no step knows: damaged, foreign, or of a newer version. It ends among the poison messages.</summary>
public sealed class UnreadableMessageException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Puts slices on the checks queue.</summary>
public sealed class CheckMessages(IMessageQueues queues, TimeProvider time)
{
    /// <param name="shard">The slice's shard.</param>
    /// <param name="slice">Its row, already written.</param>
    /// <param name="rows">Page rows at hand: those that fit go along, the rest are read by key.</param>
    /// <param name="troubled">Hosts that have links which are turning.</param>
    /// <param name="cancellationToken">Stops; the slice is then sent again later.</param>
    public Task SendAsync(
        int shard, SliceRow slice, IReadOnlyList<Stored<PageRow>> rows, IReadOnlySet<string> troubled, CancellationToken cancellationToken)
    {
        var atHand = rows.ToDictionary(row => row.Row.Key);
        var pages = slice.Pages.Select(page => atHand.TryGetValue(page.Page, out var row)
            ? new CheckPage(page, row.Row, row.Version)
            : new CheckPage(page, null, null));
        var message = new CheckSlice(
            shard, slice.Id, slice.Generation, slice.PlannedAt, time.GetUtcNow(), slice.IsSlow, [.. pages],
            [.. slice.Hosts.Where(troubled.Contains)]);
        return queues.Checks.SendAsync(Envelope.Write(message), TimeSpan.Zero, cancellationToken);
    }
}

/// <summary>
/// Message <c>check-slice</c> 1: check these pages. Small rows come along, so that most checks need no read.
/// </summary>
/// <param name="Shard">The shard of all its pages.</param>
/// <param name="SliceId">Its slice row.</param>
/// <param name="Generation">Which sending of the slice this is; one that is not the slice row's is dropped.</param>
/// <param name="PlannedAt">The planned time of its readings.</param>
/// <param name="SentAt">When this was sent: one received late must first claim its slice.</param>
/// <param name="IsSlow">Whether its pages get their whole time.</param>
/// <param name="Pages">What to check.</param>
/// <param name="Troubled">
/// Its hosts with links that are turning: only their rows are read. Messages written before there was such a thing name none.
/// </param>
public sealed record CheckSlice(
    int Shard,
    string SliceId,
    int Generation,
    DateTimeOffset PlannedAt,
    DateTimeOffset SentAt,
    bool IsSlow,
    IReadOnlyList<CheckPage> Pages,
    IReadOnlyList<string>? Troubled = null) : IMessage
{
    /// <summary>The slice without its largest rows, lighter by at least <paramref name="bytes"/>; null if its rows weigh less.</summary>
    internal CheckSlice? WithoutLargestRows(int bytes)
    {
        var pages = Pages.ToArray();
        var weights = Array.ConvertAll(pages, page => page.Row is null ? 0 : Envelope.Size(Json.Write(page.Row)));
        foreach (var heaviest in Enumerable.Range(0, pages.Length).OrderByDescending(i => weights[i]))
        {
            if (bytes <= 0) break;
            pages[heaviest] = pages[heaviest] with { Row = null, Version = null };
            bytes -= weights[heaviest];
        }

        return bytes <= 0 ? this with { Pages = pages } : null;
    }
}

/// <param name="Slice">Which page.</param>
/// <param name="Row">Its row if it was small enough; null if it must be read.</param>
/// <param name="Version">The row's version.</param>
public sealed record CheckPage(SlicePage Slice, PageRow? Row, string? Version);

/// <summary>Puts changes and due alerts on the alerts queue.</summary>
public sealed class AlertMessages(IMessageQueues queues)
{
    /// <summary>Keys in one message: what a slice can change at most, several times over.</summary>
    private const int KeysPerMessage = 200;

    /// <summary>Sends the keys of changes that are in a shard's outbox; nothing if there are none.</summary>
    public async Task SendChangesAsync(int shard, IReadOnlyList<string> rowKeys, CancellationToken cancellationToken)
    {
        foreach (var keys in rowKeys.Chunk(KeysPerMessage))
        {
            await queues.Alerts.SendAsync(Envelope.Write(new MoveChanges(shard, keys)), TimeSpan.Zero, cancellationToken);
        }
    }

    public Task SendAlertAsync(ScheduledAlert due, CancellationToken cancellationToken) =>
        queues.Alerts.SendAsync(Envelope.Write(new DeliverAlert(due)), TimeSpan.Zero, cancellationToken);
}

/// <summary>Message <c>move-changes</c> 1: move these changes from a shard's outbox to their sites.</summary>
public sealed record MoveChanges(int Shard, IReadOnlyList<string> RowKeys) : IMessage;

/// <summary>
/// Message <c>deliver-alert</c> 1: seal this alert if it is open, then deliver what is not delivered. Who sends it decides that it is time.
/// </summary>
/// <param name="Alert">The pointer that it was found by: removed when every channel has ended.</param>
public sealed record DeliverAlert(ScheduledAlert Alert) : IMessage;
