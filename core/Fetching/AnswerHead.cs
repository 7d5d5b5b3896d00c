using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkWatch.Fetching;

/// <summary>
/// The head of an HTTP/1.1 answer, read as Chromium reads it (measured: docs/decisions/0007-tolerant-http-exchange.md): a line that is no
/// header field is skipped, white space before a colon, lines that end in LF alone, folded lines, and any words after the status are
/// taken (RFC 9112, 2.2, 5.1 and 5.2, allow or ask for most of it).
/// </summary>
/// <param name="Status">The final status.</param>
/// <param name="Headers">The fields that could be read.</param>
/// <param name="IsDoubtful">
/// What was skipped may have said how the body is framed or coded, or been the page's own beginning: what is not in the body may
/// nevertheless be on the page.
/// </param>
internal sealed partial record AnswerHead(int Status, HttpFields Headers, bool IsDoubtful)
{
    /// <summary>As much as HttpClient is allowed.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int SwitchingProtocols = 101;

    private static readonly string[] FramingWords = ["length", "encoding", "chunked", "type"];

    /// <summary>Provisional answers are read over.</summary>
    /// <exception cref="InvalidAnswerException">There is none, or it does not end.</exception>
    public static async Task<AnswerHead> ReadAsync(AnswerBytes bytes, CancellationToken cancellationToken)
    {
        var left = MaxBytes;
        while (true)
        {
            string? line;
            while ((line = await NextAsync()) is "") { }
            var status = StatusOf(line ?? throw new InvalidAnswerException("the connection ended without an answer"));
            var lines = new List<string>();
            while ((line = await NextAsync()) is not (null or "")) lines.Add(line);
            if (line is null) throw new InvalidAnswerException("the connection ended within the answer's header");
            if (status is >= 200 or SwitchingProtocols) return Of(status, lines);
        }

        async ValueTask<string?> NextAsync()
        {
            var line = await bytes.ReadLineAsync(left, cancellationToken);
            left -= (line?.Length ?? 0) + 1;
            return line;
        }
    }

    private static int StatusOf(string line) => StatusLine().Match(line) is { Success: true } match
        ? int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture)
        : throw new InvalidAnswerException($"the answer does not begin with a status line: {line[..Math.Min(line.Length, 100)]}");

    private static AnswerHead Of(int status, List<string> lines)
    {
        var fields = new List<KeyValuePair<string, string>>();
        // Browsers show nothing of an answer with a NUL in its head.
        var (isDoubtful, isSkipped) = (lines.Exists(line => line.Contains('\0', StringComparison.Ordinal)), true);
        foreach (var line in lines.SelectMany(Readable))
        {
            var isFolded = line is [' ' or '\t', ..];
            if (isFolded && !isSkipped)
            {
                fields[^1] = new(fields[^1].Key, $"{fields[^1].Value} {line.Trim(' ', '\t')}".Trim(' '));
                isDoubtful |= IsMarkup(fields[^1].Key, line);
                continue;
            }

            var (name, value) = Split(line);
            isSkipped = isFolded || !MediaType.IsToken(name);
            if (!isSkipped) fields.Add(new(name, value));
            isDoubtful |= isSkipped ? IsMarkup("", line) || IsFraming(line) : IsMarkup(name, line) || IsMisnamed(name, value);
        }

        return new AnswerHead(status, new HttpFields([.. fields.Select(field => ResponseLines.Line(field.Key, field.Value))]), isDoubtful);
    }

    private static string[] Readable(string line) =>
        line.Replace("\0", "", StringComparison.Ordinal).Split('\r', StringSplitOptions.RemoveEmptyEntries);

    private static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", line) : (line[..colon].TrimEnd(' ', '\t'), line[(colon + 1)..].Trim(' ', '\t'));
    }

    /// <summary>Without the empty line after it, a header takes in the page's first lines.</summary>
    private static bool IsMarkup(string name, string line) =>
        line.Contains('<', StringComparison.Ordinal) && !name.Equals("Link", StringComparison.OrdinalIgnoreCase);

    private static bool IsFraming(string line) => FramingWords.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Read as text, chunks may begin in the middle of a link.</summary>
    private static bool IsMisnamed(string name, string value) =>
        value.Equals("chunked", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);

    /// <summary>Chromium looks for <c>HTTP</c> in the first bytes, and minds no version.</summary>
    [GeneratedRegex(
        @"^.{0,4}HTTP(/[0-2](\.[0-9])?)?[ \t]+(?<code>[0-9]{3})([^0-9].*)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex StatusLine();
}
