using System.Text;
using MimeKit;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// Header text as encoded words (RFC 2047) that every reader decodes to the same text. MimeKit 4.18 makes them longer than the 75
/// characters allowed, of long words and of Latin letters, and leaves text that only looks like an encoded word for the reader to decode.
/// </summary>
internal static class EncodedWords
{
    /// <summary>With <c>=?utf-8?B?…?=</c> 72 characters of base64 and frame.</summary>
    private const int MaxBytes = 45;

    /// <summary>MimeKit encodes longer ones, to fold the line.</summary>
    private const int MaxPlainWord = 60;

    public static Header Subject(string text) => Of(HeaderId.Subject, text, IsNeeded(text) ? Folded(text) : null);

    public static Header From(string name, string address)
    {
        var mailbox = new MailboxAddress(name, address);
        return Of(HeaderId.From, mailbox.ToString(), IsNeeded(name) ? $"{Folded(name)}\r\n <{MailAddresses.InAscii(mailbox)}>" : null);
    }

    private static bool IsNeeded(string text) =>
        !Ascii.IsValid(text) || text.Contains("=?", StringComparison.Ordinal) || text.Split(' ').Any(word => word.Length > MaxPlainWord);

    private static Header Of(HeaderId id, string value, string? encoded)
    {
        var header = new Header(id, value);
        if (encoded is not null) header.SetRawValue(Encoding.ASCII.GetBytes($" {encoded}\r\n"));
        return header;
    }

    /// <summary>A word a line, each of whole characters (RFC 2047, 5).</summary>
    private static string Folded(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (int end = 0, bytes = 0; end < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length);
            if (bytes + rune.Utf8SequenceLength > MaxBytes)
            {
                words.Add(Word(text[start..end]));
                (start, bytes) = (end, 0);
            }

            bytes += rune.Utf8SequenceLength;
            end += length;
        }

        words.Add(Word(text[start..]));
        return string.Join("\r\n ", words);
    }

    private static string Word(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
}
