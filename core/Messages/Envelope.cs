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
