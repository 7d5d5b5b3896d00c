using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// How much agreement a candidate needs: the longest window and the most readings that any reason in any of its readings asks for.
/// </summary>
internal static class Thresholds
{
    public static Window Of(Candidate candidate, Flap? flap, ConfirmOptions options)
    {
        var window = candidate.Reasons.Aggregate(options.Minimum, (longest, reason) => longest.And(Of(reason, candidate, options)));
        if (Flapping.Holds(candidate, flap, options)) window = window.And(options.Flapping);
        return candidate.IsDisputed ? window with { Readings = window.Readings + options.DisputeReadings } : window;
    }

    private static Window Of(Reason reason, Candidate candidate, ConfirmOptions options) => reason switch
    {
        Reason.LinkRemoved or Reason.TargetChanged => candidate.IsPageAlike ? options.LinkRemovedAlike : options.LinkRemoved,
        Reason.PageReplaced => options.PageReplaced,
        Reason.PageGone => options.PageGone,
        Reason.PageRedirected => candidate.IsPermanentRedirect ? options.PageRedirectedPermanent : options.PageRedirectedTemporary,
        Reason.NotHtml => options.NotHtml,
        _ => Reasons.StatusOf(reason) switch
        {
            Status.Nofollow => options.Nofollow,
            Status.Unindexed => options.Unindexed,
            _ => options.Minimum,
        },
    };
}
