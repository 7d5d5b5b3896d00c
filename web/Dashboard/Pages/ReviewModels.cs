using LinkWatch.Links;
using LinkWatch.Review;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard.Pages;

/// <param name="Row">Of a large site, as the last daily audit found it; null before the first.</param>
/// <param name="Only">The only flag to show, with all that is listed of it; null for the beginnings of all.</param>
/// <param name="File">The disavow file that is kept; null if none is.</param>
public sealed record ReviewModel(ReviewRow? Row, FlagKind? Only, KeptFile? File);

/// <summary>The links behind a number of the review.</summary>
/// <param name="Flag">Which they have.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Links">Some of them, and what was seen.</param>
/// <param name="Next">Where the list goes on.</param>
public sealed record FlaggedLinksModel(
    FlagKind Flag, int Count, IReadOnlyList<(LinkRow Link, string Evidence)> Links, string? Next);

/// <summary>A disavow file in numbers.</summary>
public sealed record KeptFile(string Name, DateTimeOffset At, int Lines, int Entries)
{
    internal static KeptFile Of(KeptDisavow kept)
    {
        var file = DisavowFile.Read(kept.Bytes);
        return new KeptFile(kept.Name, kept.At, file.Lines.Count, file.Entries.Count());
    }
}

/// <summary>What is asked before links are disavowed.</summary>
/// <param name="Text">What was asked for, one page or domain a line.</param>
/// <param name="Plan">What would be added.</param>
/// <param name="Invalid">What was entered and is neither an address nor a domain.</param>
/// <param name="Reason">The answer to the first question; null if it is yet to be given.</param>
/// <param name="IsUrl">Whether pages are written as addresses.</param>
/// <param name="IsCut">Whether only some of the links below an entry were counted.</param>
/// <param name="Problem">Why nothing was written; null if nothing was asked for yet.</param>
public sealed record DisavowModel(
    string Text, DisavowPlan Plan, IReadOnlyList<DisavowLine> Invalid, DisavowReason? Reason, bool IsUrl, bool IsCut, string? Problem);

/// <summary>A disavow file that was sent, before it is kept.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Content">The file, as Base64.</param>
/// <param name="File">What it says.</param>
/// <param name="Difference">Against the one that is kept.</param>
/// <param name="Before">When that was kept; null if none is.</param>
public sealed record DisavowCompareModel(
    string Name, string Content, DisavowFile File, DisavowDifference Difference, DateTimeOffset? Before);

/// <summary>Letters about lost links.</summary>
/// <param name="Counts">Of all lists.</param>
/// <param name="List">The one that is shown.</param>
/// <param name="Page">What is shown of it.</param>
public sealed record LettersModel(LetterCounts Counts, LetterList List, LinkPage Page);
