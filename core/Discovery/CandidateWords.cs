using System.Globalization;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Discovery;

/// <summary>What is said to people of a candidate. Pure.</summary>
public static class CandidateWords
{
    /// <summary>As commands and programs name it, but for the hyphens.</summary>
    public static string Of(CandidateState state) => state.Name().Replace('-', ' ');

    /// <summary>What became of candidates that were added, in a sentence.</summary>
    public static string Of(CandidateCount count)
    {
        List<string> parts = [Counted.Of(count.New, "new candidate")];
        if (count.SeenBefore > 0) parts.Add($"{count.SeenBefore} seen before");
        if (count.Tracked > 0) parts.Add($"{count.Tracked} tracked already");
        if (count.Refused > 0) parts.Add($"{count.Refused} refused (pages of the site itself, or no web pages)");
        if (count.LeftOut > 0) parts.Add($"{count.LeftOut} left out, because the inbox is full");
        return string.Join(", ", parts) + ".";
    }

    /// <summary>In a line: what the visit found, or why there was none.</summary>
    public static string Finding(CandidateRow row) => row switch
    {
        { Reading: { IsSeen: true, Detail: { } detail } } => $"links to {detail.Href}",
        { State: CandidateState.NoLink, IsOriginOnly: true } =>
            "no link on the home page; the referrer named no other page",
        { Reading: { } reading } when reading.Reasons.Count > 0 => Sentence(row, reading.Reasons),
        { State: CandidateState.CouldNotTell, Reading: null } => PageLoad.Problem,
        { Reading: not null } => "the visit found nothing",
        { State: CandidateState.Waiting } => $"not visited before {row.VisitAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        _ => "not visited yet",
    };

    private static string Sentence(CandidateRow row, IReadOnlyList<Reason> reasons)
    {
        var why = string.Join(
            "; ", reasons.Select(reason => reason == Reason.LinkRemoved ? "no link to the site" : ReasonWords.Of(reason)));
        var next = row is { State: CandidateState.CouldNotTell, VisitAt: { } at }
            ? $"; next visit {at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
            : "";
        return why + next;
    }
}
