using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Confirming;

/// <summary>Readings to start from: complete, unconditional, of a page otherwise alike. Each is planned when it is read.</summary>
internal static class Some
{
    public static LinkDetail Detail { get; } = new("https://shop.example/shoes", "Fine shoes", Placement.Aside, []);

    public static LinkReading Live { get; } = Reading(Status.Live) with { Detail = Detail };

    public static LinkReading Nofollow { get; } = Worse(Reason.RelNofollow);

    public static LinkReading Unindexed { get; } = Worse(Reason.MetaNoindex);

    /// <summary>Known from robots.txt alone.</summary>
    public static LinkReading Unread { get; } = Worse(Reason.RobotsDisallowed) with { IsComplete = false, Detail = null };

    public static LinkReading Removed { get; } = Worse(Reason.LinkRemoved);

    public static LinkReading Gone { get; } = Worse(Reason.PageGone);

    public static LinkReading Unknown(Reason reason = Reason.Timeout) => Worse(reason);

    /// <summary>The status follows from the worst of the reasons, and the link is shown unless it is lost or unknown.</summary>
    public static LinkReading Worse(params Reason[] reasons)
    {
        var status = reasons.Max(Reasons.StatusOf);
        return Reading(status) with
        {
            Reasons = reasons,
            Evidence = [$"read as {status.Name()}"],
            Detail = status is Status.Lost or Status.Unknown ? null : Detail,
            IsComplete = status is not Status.Unknown,
        };
    }

    private static LinkReading Reading(Status status) => new()
    {
        PlannedAt = Watched.Start,
        Status = status,
        IsComplete = true,
        IsUnconditional = true,
        IsPageAlike = true,
    };
}
