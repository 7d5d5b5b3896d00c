using LinkWatch.Html;
using LinkWatch.Links;

namespace LinkWatch.Judging.Robots;

/// <summary>
/// What a page's meta tags and X-Robots-Tag headers say to Googlebot
/// (https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag). Whatever restricts more holds, wherever it stands.
/// </summary>
/// <param name="Findings">What keeps the page or its links from counting, the worst first; at most one of each reason.</param>
/// <param name="Applied">
/// The directives that apply to Googlebot, lower case, as <c>name</c> or <c>name:value</c>, without repeats;
/// at most 32 of at most 200 characters.
/// </param>
public sealed record RobotsDirectives(IReadOnlyList<RobotsFinding> Findings, IReadOnlyList<string> Applied)
{
    private const int MaxApplied = 32;
    private const int MaxText = 200;
    private const int MaxEvidence = 500;

    /// <param name="tags">The page's tags named <c>robots</c> or <c>googlebot</c>; others are ignored.</param>
    /// <param name="headers">The values of the X-Robots-Tag headers, one a line received.</param>
    /// <param name="now">When the page was read: what was to be available until then is noindex.</param>
    public static RobotsDirectives Read(IEnumerable<RobotsMeta> tags, IEnumerable<string> headers, DateTimeOffset now)
    {
        var findings = new SortedDictionary<Reason, string>(WorstFirst);
        var applied = new List<string>();
        foreach (var tag in tags.Where(tag => tag.Agent.Trim().ToLowerInvariant() is "robots" or "googlebot"))
        {
            Apply(RobotsDirective.InTag(tag.Content), (Reason.MetaNoindex, Reason.MetaNofollow), () => tag.Tag);
        }

        foreach (var header in headers)
        {
            var own = RobotsDirective.InHeader(header).Where(directive => directive.Agent is null or "googlebot" or "*");
            Apply(own, (Reason.HeaderNoindex, Reason.HeaderNofollow), () => Cut($"X-Robots-Tag: {header.Trim()}"));
        }

        return new RobotsDirectives([.. findings.Select(found => new RobotsFinding(found.Key, found.Value))], applied);

        void Apply(IEnumerable<RobotsDirective> directives, (Reason Noindex, Reason Nofollow) reasons, Func<string> evidence)
        {
            foreach (var directive in directives)
            {
                if (directive.IsNoindex(now)) findings.TryAdd(reasons.Noindex, evidence());
                if (directive.IsNofollow) findings.TryAdd(reasons.Nofollow, evidence());
                if (applied.Count < MaxApplied && directive.Text.Length <= MaxText && !applied.Contains(directive.Text))
                    applied.Add(directive.Text);
            }
        }
    }

    private static string Cut(string line) => line.Length <= MaxEvidence ? line : line[..MaxEvidence] + "…";

    private static Comparer<Reason> WorstFirst { get; } = Comparer<Reason>.Create((a, b) =>
        Reasons.StatusOf(b).CompareTo(Reasons.StatusOf(a)) is var byStatus and not 0 ? byStatus : a.CompareTo(b));
}

/// <summary>
/// A reason (<c>meta-noindex</c>, <c>header-noindex</c>, <c>meta-nofollow</c>,
/// <c>header-nofollow</c>) and the tag or header line that gave it first, as written.
/// </summary>
public sealed record RobotsFinding(Reason Reason, string Evidence);

/// <summary>One directive of a comma-separated list, lower case.</summary>
/// <param name="Agent">Whom it is for; null where for all.</param>
/// <param name="Name"><c>noindex</c>, <c>unavailable_after</c>, ….</param>
/// <param name="Value">What follows the colon, or null.</param>
internal readonly record struct RobotsDirective(string? Agent, string Name, string? Value)
{
    private const string UnavailableAfter = "unavailable_after";

    /// <summary>Characters of a list that are read: as much as all response headers may hold; no tag in earnest is longer.</summary>
    private const int MaxList = 65_536;

    /// <summary>Name and date together; without an end to it, a hostile list would be copied once a comma.</summary>
    private const int MaxDate = 120;

    /// <summary>Those with a value: any other word before a colon in a header names an agent.</summary>
    private static readonly string[] Valued = [UnavailableAfter, "max-snippet", "max-image-preview", "max-video-preview"];


    public string Text => Value is null ? Name : $"{Name}:{Value}";

    public bool IsNofollow => Name is "nofollow" or "none";

    /// <summary>Without <c>indexifembedded</c>, which lifts a noindex only for a page that embeds this one.</summary>
    public bool IsNoindex(DateTimeOffset now) =>
        Name is "noindex" or "none" || (Name == UnavailableAfter && RobotsDate.Parse(Value) is { } end && end <= now);

    /// <summary>The content of a meta tag. Only commas part directives: Google's documentation demands them.</summary>
    public static IEnumerable<RobotsDirective> InTag(string content) => Pieces(content).Select(piece => Read(null, piece));

    /// <summary>
    /// The value of one X-Robots-Tag line: <c>agent:</c> holds until the next one, also where headers were joined into one line.
    /// </summary>
    public static IEnumerable<RobotsDirective> InHeader(string line)
    {
        string? agent = null;
        foreach (var piece in Pieces(line))
        {
            var rest = piece;
            if (AgentOf(rest) is { } named)
            {
                agent = named;
                rest = rest[(rest.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart();
            }

            if (rest.Length > 0) yield return Read(agent, rest);
        }
    }

    private static RobotsDirective Read(string? agent, string piece)
    {
        var colon = piece.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(agent, piece, null) : new(agent, piece[..colon].TrimEnd(), piece[(colon + 1)..].Trim());
    }

    /// <summary>The list's pieces, trimmed and lower case; a date that holds commas is kept in one piece.</summary>
    private static IEnumerable<string> Pieces(string list)
    {
        string? dated = null;
        if (list.Length > MaxList) list = list[..MaxList];
        foreach (var written in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var piece = written.ToLowerInvariant();
            if (dated is { Length: < MaxDate } && ContinuesDate(piece))
            {
                dated += ", " + piece;
                continue;
            }

            if (dated is not null) yield return dated;
            dated = piece.Contains(UnavailableAfter, StringComparison.Ordinal) ? piece : null;
            if (dated is null) yield return piece;
        }

        if (dated is not null) yield return dated;
    }

    /// <summary>
    /// <c>unavailable_after: Friday, 25-Jun-10 15:00:00 GMT, noindex</c>: the second piece belongs to the first, the third does not.
    /// </summary>
    private static bool ContinuesDate(string piece) =>
        piece.Any(char.IsAsciiDigit) && AgentOf(piece) is null && !Valued.Any(name => piece.StartsWith(name, StringComparison.Ordinal));

    private static string? AgentOf(string piece)
    {
        var colon = piece.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : piece[..colon].TrimEnd();
        if (name == "*") return name;
        var isToken = name.Length > 0 && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/');
        return isToken && !Valued.Contains(name) ? name : null;
    }
}
