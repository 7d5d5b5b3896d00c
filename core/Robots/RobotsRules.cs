using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Robots;

/// <summary>
/// A robots.txt, read once and asked often: RFC 9309, and where that leaves room (typos, missing colons, byte order marks,
/// <c>index.html</c>), Google's open-source parser (https://github.com/google/robotstxt).
/// </summary>
public sealed class RobotsRules
{
    /// <summary>What lies beyond is ignored, as Google does; RFC 9309 § 2.5 asks for at least this much.</summary>
    public const int MaxBytes = 500 * 1024;

    private readonly List<RobotsGroup> groups;

    private RobotsRules(List<RobotsGroup> groups) => this.groups = groups;

    /// <summary>Never fails: what is not a rule is skipped.</summary>
    public static RobotsRules Parse(ReadOnlySpan<byte> file)
    {
        var found = new List<RobotsGroup>();
        RobotsGroup? open = null;
        foreach (var line in new RobotsLineReader(WithoutCutLine(file)))
        {
            if (line.Field == RobotsField.UserAgent)
            {
                // Other lines (Sitemap, Crawl-delay, blank ones) do not end a run of agents; only a rule does.
                if (open is null || open.Rules.Count > 0) found.Add(open = new RobotsGroup());
                open.Name(line.Value);
            }
            else if (line.Field != RobotsField.Other && open is not null)
            {
                open.Add(line);
            }
        }

        return new RobotsRules(found);
    }

    /// <summary>
    /// Whether <paramref name="agent"/> may fetch <paramref name="page"/>. Escapes compare as RFC 9309 § 2.2.2 has it: <c>/%7Ejoe</c> is
    /// <c>/~joe</c>; and § 2.2.3, unless Google asks, whose parser does not know it: <c>%2A</c> in a rule is a star in the address.
    /// </summary>
    /// <param name="agent">A product token, such as <c>Googlebot</c>; case is ignored.</param>
    /// <param name="page">The page asked about.</param>
    public RobotsVerdict Evaluate(string agent, WebUrl page)
    {
        var path = RobotsPath.Of(page);
        if (IsOfGoogle(agent)) return Decide(agent, rule => RobotsPattern.Matches(rule.Normal, path));
        var escaped = RobotsPath.WithEscapedSigns(path);
        return Decide(agent, rule => RobotsPattern.Matches(rule.Standard, escaped));
    }

    /// <summary>
    /// The same for an address as written, with the literal comparison of Google's parser, which expects it percent-encoded: no dot
    /// segments resolved, no escape of a letter decoded, nothing refused. An address without a path asks for <c>/</c>.
    /// </summary>
    public RobotsVerdict Evaluate(string agent, string address)
    {
        var path = RobotsPath.OfWritten(address);
        if (IsOfGoogle(agent)) return Decide(agent, rule => RobotsPattern.Matches(rule.Pattern, path));
        var escaped = RobotsPath.WithEscapedSigns(path);
        return Decide(agent, rule => RobotsPattern.Matches(RobotsPath.WithEscapedDollars(rule.Pattern), escaped));
    }

    private static bool IsOfGoogle(string agent) => agent.Contains("google", StringComparison.OrdinalIgnoreCase);

    private RobotsVerdict Decide(string agent, Predicate<RobotsRule> matches)
    {
        var own = groups.Where(group => group.IsFor(agent)).ToList();
        RobotsRule? best = null;
        foreach (var rule in (own.Count > 0 ? own : groups.Where(group => group.IsForAll)).SelectMany(group => group.Rules))
        {
            if (rule.Outranks(best) && matches(rule)) best = rule;
        }

        return best is null ? new RobotsVerdict(IsAllowed: true) : new RobotsVerdict(best.IsAllow, best.Line, best.Number);
    }

    /// <summary>A rule cut in half would forbid more than was written (<c>Disallow: /private</c> → <c>Disallow: /</c>).</summary>
    private static ReadOnlySpan<byte> WithoutCutLine(ReadOnlySpan<byte> file) =>
        file.Length < MaxBytes ? file : file[..(file[..MaxBytes].LastIndexOfAny((byte)'\r', (byte)'\n') + 1)];
}

/// <summary>What a robots.txt says of one address to one agent.</summary>
/// <param name="IsAllowed">Whether the agent may fetch it.</param>
/// <param name="Rule">
/// The line that decided, as written without its comment (<c>Disallow: /private/</c>); null where no rule matched.
/// </param>
/// <param name="Line">The number of that line, from 1; null where no rule matched.</param>
public sealed record RobotsVerdict(bool IsAllowed, string? Rule = null, int? Line = null);

/// <summary>What robots.txt says of one page: may we fetch it, and may Googlebot. The two are judged apart.</summary>
public sealed record RobotsStanding
{
    /// <summary>
    /// Why our own agent may not fetch (<see cref="Reason.RobotsRefused"/>, or the reason why robots.txt could not be fetched);
    /// null where it may.
    /// </summary>
    public Reason? Refusal { get; init; }

    /// <summary>The rule line, or what went wrong with robots.txt; null where we may fetch.</summary>
    public string? RefusalDetail { get; init; }

    /// <summary>The rule line that keeps Googlebot out (<c>Disallow: /private</c>), or null where none does.</summary>
    public string? GooglebotRule { get; init; }

    /// <summary>
    /// Since when robots.txt has been unreachable (RFC 9309, 2.3.1.4); null where it was reached. Hand it back at the next visit: after 30
    /// days it counts as if there were none.
    /// </summary>
    public DateTimeOffset? UnreachableSince { get; init; }

    /// <summary>When the robots.txt that this rests on was fetched.</summary>
    public DateTimeOffset FetchedAt { get; init; }
}
