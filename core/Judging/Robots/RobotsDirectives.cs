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
