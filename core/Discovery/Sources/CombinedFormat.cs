using System.Buffers;

namespace LinkWatch.Discovery.Sources;

/// <summary>
/// <c>[vhost:port] client ident user [time] "request" status size "referrer" "user agent"</c>, as Apache and nginx write it; what follows
/// is passed over. https://httpd.apache.org/docs/2.4/logs.html#combined
/// </summary>
internal sealed class CombinedFormat : ILogFormat
{
    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789."u8);

    private readonly LogEscapes escapes = new();

    public LogLine Read(ReadOnlySpan<byte> line, ref LogRequest request)
    {
        var open = line.IndexOf((byte)'[');
        if (open < 0) return LogLine.Malformed;
        var rest = line[(open + 1)..];
        var close = rest.IndexOf("] \""u8);
        if (close < 0 || !LogTime.TryReadCombined(rest[..close], out var time)) return LogLine.Malformed;
        if (!TryTakeQuoted(ref rest, close + 2, out var what)) return LogLine.Malformed;

        // After the quotation mark: ` 200 1234 "`.
        if (rest.Length < 6 || rest[0] != ' ' || !TryReadStatus(rest[1..4], out var status) || rest[4] != ' ') return LogLine.Malformed;
        rest = rest[5..];
        var size = rest.IndexOf((byte)' ');
        if (size <= 0 || !TryTakeQuoted(ref rest, size + 1, out var referrer)) return LogLine.Malformed;
        if (!rest.StartsWith(" \""u8)) return LogLine.Malformed;

        escapes.Clear();
        request = new LogRequest { Host = HostOf(line[..open]), Status = status, Time = time };
        if (!referrer.SequenceEqual("-"u8)) request.Referrer = escapes.Decode(referrer);
        SetRequest(escapes.Decode(what), ref request);
        return LogLine.Request;
    }

    public static bool TryReadStatus(ReadOnlySpan<byte> text, out int status)
    {
        status = 0;
        if (text.Length != 3) return false;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            status = (status * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>Takes <c>"text"</c> that begins at <paramref name="at"/>; a backslash escapes the quotation mark.</summary>
    private static bool TryTakeQuoted(scoped ref ReadOnlySpan<byte> rest, int at, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (at >= rest.Length || rest[at] != '"') return false;
        var inner = rest[(at + 1)..];
        var from = 0;
        while (inner[from..].IndexOf((byte)'"') is >= 0 and var found)
        {
            var end = from + found;
            var backslashes = 0;
            while (backslashes < end && inner[end - 1 - backslashes] == '\\') backslashes++;
            if (backslashes % 2 == 0)
            {
                text = inner[..end];
                rest = inner[(end + 1)..];
                return true;
            }

            from = end + 1;
        }

        return false;
    }

    /// <summary><c>GET /path HTTP/1.1</c>; a path may hold spaces. What isn't like this was no request that a server understands.</summary>
    private static void SetRequest(ReadOnlySpan<byte> what, ref LogRequest request)
    {
        var method = what.IndexOf((byte)' ');
        if (method <= 0) return;
        var target = what[(method + 1)..];
        if (target.LastIndexOf(" HTTP/"u8) is >= 0 and var version) target = target[..version];
        request.Method = what[..method];
        request.SetAddress(target);
    }

    /// <summary>The virtual host stands before the client: a fourth word, and no IP address.</summary>
    private static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> before)
    {
        var words = before.TrimEnd((byte)' ');
        var first = words.IndexOf((byte)' ');
        if (first <= 0 || words.Count((byte)' ') < 3) return default;
        var host = words[..first];
        return host.ContainsAnyExcept(AddressBytes) && host.Count((byte)':') < 2 ? LogRequest.WithoutPort(host) : default;
    }
}
