using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Review;

/// <summary>What a line of a disavow file is.</summary>
public enum DisavowKind
{
    Blank,
    Comment,

    /// <summary><c>domain:</c> and a host: that host and all below it.</summary>
    Domain,

    /// <summary>One page.</summary>
    Url,

    /// <summary>Google refuses or ignores it; it is kept as it is.</summary>
    Invalid,
}

/// <summary>One line of a disavow file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written, without the spaces around it; what is not UTF-8 is shown as U+FFFD.</param>
/// <param name="Entry">What it disavows; null unless it is a domain or a URL.</param>
/// <param name="Problem">Why it is invalid; null otherwise.</param>
public sealed record DisavowLine(int Number, DisavowKind Kind, string Text, DisavowEntry? Entry = null, string? Problem = null)
{
    internal static DisavowLine Read(int number, ReadOnlySpan<byte> bytes)
    {
        bytes = Trimmed(bytes);
        if (bytes.IsEmpty) return new DisavowLine(number, DisavowKind.Blank, "");
        var text = Encoding.UTF8.GetString(bytes);
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return new DisavowLine(number, DisavowKind.Invalid, text, Problem: "it is not UTF-8");
        if (text[0] == '#') return new DisavowLine(number, DisavowKind.Comment, text);
        var entry = DisavowEntry.Read(text, out var problem);
        return entry is null
            ? new DisavowLine(number, DisavowKind.Invalid, text, Problem: problem)
            : new DisavowLine(number, entry.IsDomain ? DisavowKind.Domain : DisavowKind.Url, text, entry);
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line) => line.Trim(" \t\f\v"u8);
}

/// <summary>What a line disavows, whatever its spelling: equal if it is the same domain or address.</summary>
/// <param name="Text">As a file has it: <c>domain:</c> and the host in punycode, or the address without its fragment.</param>
/// <param name="Host">Lower case, in punycode, without the root's dot.</param>
/// <param name="IsDomain">Whether it is the host and all below it, or one page.</param>
public sealed record DisavowEntry(string Text, string Host, bool IsDomain)
{
    public const string Prefix = "domain:";

    public static DisavowEntry OfDomain(string host) => new(Prefix + WithoutDot(host), WithoutDot(host), IsDomain: true);

    public static DisavowEntry OfUrl(WebUrl url)
    {
        var (address, host) = (UrlIdentity.Normalize(url), WithoutDot(url.Host));
        var text = host.Length == url.Host.Length ? address
            : string.Concat(url.Scheme, "://", host, address.AsSpan(url.Scheme.Length + "://".Length + url.Host.Length));
        return new DisavowEntry(text, host, IsDomain: false);
    }

    /// <summary>Null with the reason if the line disavows nothing.</summary>
    public static DisavowEntry? Read(string text, out string? problem)
    {
        if (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return ReadDomain(text[Prefix.Length..], out problem);
        problem = ProblemOf(text, out var url);
        return problem is null ? OfUrl(url!) : null;
    }

    private static string? ProblemOf(string text, out WebUrl? url)
    {
        url = null;
        if (text.Length > DisavowFile.MaxUrl) return $"it has {text.Length} characters; an address may have {DisavowFile.MaxUrl}";
        if (text.Any(char.IsWhiteSpace)) return "there is a space in it";
        if (text.Any(char.IsControl)) return "there is a control character in it";
        if (WebUrl.TryParse(text, out url) && url is { IsHttp: true, Host.Length: > 0 }) return null;
        return HostOf(text) is { } host
            ? $"write {Prefix}{host} for the domain, or an address with http:// or https://"
            : $"it is neither an address with http:// or https:// nor {Prefix} and a domain";
    }

    private static DisavowEntry? ReadDomain(string name, out string? problem)
    {
        var host = HostOf(name);
        problem = host is not null ? host.Contains('.', StringComparison.Ordinal) || host.StartsWith('[') ? null
                : $"{host} is a whole top-level domain"
            : name.StartsWith(' ') || name.StartsWith('\t') ? $"there is a space after {Prefix}"
            : WebUrl.TryParse(name, out var url) && url is { IsHttp: true, Host.Length: > 0 }
                ? $"it is an address; write {Prefix}{WithoutDot(url.Host)}"
            : $"what follows {Prefix} is not a domain";
        return problem is null ? OfDomain(host!) : null;
    }

    /// <summary>The host, if the text is one and nothing else.</summary>
    private static string? HostOf(string text) =>
        text.Length > 0 && !text.Any(char.IsWhiteSpace) && text.IndexOfAny(['/', '\\', '?', '#', '@']) < 0
        && WebUrl.TryParse($"http://{text}/", out var url) && url.Authority == url.Host && !text.EndsWith(":80", StringComparison.Ordinal)
            ? WithoutDot(url.Host)
            : null;

    private static string WithoutDot(string host) => host.Length > 1 && host.EndsWith('.') ? host[..^1] : host;
}
