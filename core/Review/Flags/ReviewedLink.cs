using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Review.Flags;

/// <summary>A link as the rules look at it.</summary>
/// <param name="Row">As its owner lists it.</param>
/// <param name="Domain">Its referring domain.</param>
/// <param name="Day">When it was first seen, in the site's time zone.</param>
internal sealed record ReviewedLink(LinkRow Row, string Domain, DateOnly Day)
{
    /// <summary>As it stands on its page; null unless it is live. What search engines don't follow touches no policy on links.</summary>
    public LinkDetail? Followed => Row.Status == Status.Live ? Row.Detail : null;
}

/// <summary>One reason to look at a link. Every link is shown to <see cref="Learn"/> before the first is asked about.</summary>
internal interface IFlagRule
{
    FlagKind Kind { get; }

    /// <summary>Counts what links have in common.</summary>
    void Learn(ReviewedLink link)
    {
    }

    /// <summary>What was seen, in one line; null if there is nothing to look at.</summary>
    string? EvidenceOf(ReviewedLink link);
}
