using LinkWatch.Confirming;
using LinkWatch.Storage;

namespace LinkWatch.Alerting.Digests;

/// <summary>One piece of a digest's news: a kind of change, an incident or a spike. Pure.</summary>
/// <param name="Tone">Of what kind.</param>
/// <param name="Count">How many links.</param>
/// <param name="Words">What they are, in a word or two: what has the same words is summed up.</param>
/// <param name="Gist">In a few words.</param>
internal sealed record DigestNews(Tone Tone, int Count, string Words, string Gist)
{
    /// <summary>The subject names so many; a kind of which more came is summed up.</summary>
    private const int MaxNamed = 1;

    /// <summary>Its gist names what it counts.</summary>
    public bool IsOfTargets { get; init; }

    /// <summary>The most urgent first.</summary>
    public static IEnumerable<DigestNews> Of(Digest digest) => digest.Incidents.Select(Of)
        .Concat(digest.Changes.Groups.Select(group =>
            new DigestNews(group.Tone, group.Count, group.Words, group.Gist) { IsOfTargets = group.IsOfTargets }))
        .Concat(digest.Spikes.Select(spike =>
            new DigestNews(Tone.Spike, spike.Count, SpikeSection.Tile(spike.Kind), SpikeSection.Gist(spike))))
        .OrderBy(news => news.Tone);

    public static Tone ToneOf(IncidentNewsRow incident) => incident switch
    {
        { IsBack: true } => Tone.Back,
        { Notified.Incident.Cause: IncidentCause.Nofollow } => Tone.Nofollow,
        { Notified.Incident.Cause: IncidentCause.Unindexed } => Tone.Unindexed,
        { Notified.Incident.Cause: IncidentCause.Unreadable } => Tone.Unchecked,
        _ => Tone.Lost,
    };

    /// <summary>"3 links lost, 1 back".</summary>
    /// <param name="news">The most urgent first.</param>
    /// <param name="max">So many pieces are named.</param>
    /// <param name="of">The site, if it is to be named; the pieces are then as short as can be.</param>
    public static string Headline(IReadOnlyList<DigestNews> news, int max, string? of = null)
    {
        var parts = news.GroupBy(part => part.Words)
            .SelectMany(kind => IsNamed([.. kind])
                ? kind.Select(part => part.Gist)
                : [$"{kind.Sum(part => part.Count)} {kind.Key}"]).ToList();
        if (parts.Count == 0) return "Nothing new";
        var more = parts.Count > max ? " and more" : "";
        var targets = news.TakeWhile(part => part.IsOfTargets).Count();
        if (targets < parts.Count && news[targets].Tone != Tone.Spike)
            parts[targets] = WithNoun(parts[targets], of is null ? "" : $" to {of}");
        return PlainText.Capital(string.Join(", ", parts.Take(max))) + more;

        bool IsNamed(IReadOnlyList<DigestNews> kind) => kind[0].Tone == Tone.Spike ? of is null : kind.Count <= MaxNamed;
    }

    public static IReadOnlyList<MailTile> Tiles(IReadOnlyList<DigestNews> news) =>
        [.. news.GroupBy(part => part.Words).Select(kind => new MailTile(kind.First().Tone, kind.Sum(part => part.Count), kind.Key))];

    /// <summary>"3 lost" are 3 links lost.</summary>
    private static string WithNoun(string gist, string of)
    {
        var digits = gist.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || gist[digits..].StartsWith(" of ", StringComparison.Ordinal)) return gist;
        var at = digits + (gist[digits..].StartsWith(" more ", StringComparison.Ordinal) ? " more".Length : 0);
        return $"{gist[..at]} {(gist[..digits] is "1" ? "link" : "links")}{of}{gist[at..]}";
    }

    private static DigestNews Of(IncidentNewsRow incident) => new(
        ToneOf(incident),
        incident.IsBack ? incident.Notified.Returned : incident.Notified.Untold,
        incident is { IsBack: true, Notified.Incident.Cause: IncidentCause.Unreadable } ? "readable again" : WordsOf(ToneOf(incident)),
        IncidentSection.Gist(incident));

    /// <summary>What a tone's links are called at the top of a mail.</summary>
    public static string WordsOf(Tone tone) => tone switch
    {
        Tone.Lost => "lost",
        Tone.Nofollow => "now nofollow",
        Tone.Unindexed => "not indexable",
        Tone.Unchecked => "not checked",
        Tone.Changed => "changed",
        _ => "back",
    };
}
