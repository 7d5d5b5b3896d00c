using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Storage;

/// <summary>
/// What a machine whose clock was ahead wrote into the rows of pages and hosts, taken out again. Rows are read so, and the next check
/// writes them so. Each method gives the same object if nothing in it is ahead.
/// </summary>
public static class FutureTimes
{
    /// <summary>A host is never left alone for longer than a day at its wish.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1) + ClockSkew.Allowed;

    public static PageRow Forget(PageRow page, DateTimeOffset now)
    {
        if (!IsAhead(page, now)) return page;
        return page with
        {
            Links = [.. page.Links.Select(link => Forget(link, now))],
            // Without a time it is read anew at the next visit, whatever the server says of it.
            Known = page.Known is { } known && known.ReadAt.IsAhead(now) ? known with { ReadAt = default } : page.Known,
            LastAttempt = page.LastAttempt.NotAhead(now),
            LastVerified = page.LastVerified.IsAhead(now) ? null : page.LastVerified,
        };
    }

    /// <summary>A link that was verified at no time that can be counts as not verified lately, from now on.</summary>
    public static TrackedLink Forget(TrackedLink link, DateTimeOffset now)
    {
        var state = FutureReadings.Forget(link.State, now - 2 * link.Cadence.Period() - TimeSpan.FromTicks(1), now);
        var turn = link.Degradation is { } turning && turning.At.IsAhead(now) ? turning with { At = now } : link.Degradation;
        return ReferenceEquals(state, link.State) && ReferenceEquals(turn, link.Degradation)
            ? link
            : link with { State = state, Degradation = turn };
    }

    /// <summary>The page without what readings by a clock that was slow began (<see cref="CursorRow.WasSetBackBySlowClock"/>).</summary>
    public static PageRow ForgetBegun(PageRow page, SetBack set)
    {
        var links = page.Links
            .Select(link => FutureReadings.ForgetBegun(link.State, set.To, set.From) is var state && ReferenceEquals(state, link.State)
                ? link
                : link with { State = state })
            .ToList();
        return links.SequenceEqual(page.Links, ReferenceEqualityComparer.Instance) ? page : page with { Links = links };
    }

    /// <param name="host">As stored.</param>
    /// <param name="plannedAt">From when on its links are counted if the time of that is ahead.</param>
    /// <param name="now">By the clock that is right.</param>
    public static HostRow Forget(HostRow host, DateTimeOffset plannedAt, DateTimeOffset now)
    {
        if (host.WaitUntil - now > MaxWait) host = host with { WaitUntil = null };
        return host.Trouble is { } trouble && trouble.Since.IsAhead(now)
            ? host with { Trouble = trouble with { Since = plannedAt, Read = 0, Degraded = 0, SuspectedAt = null, BoostAfter = null } }
            : host;
    }

    private static bool IsAhead(PageRow page, DateTimeOffset now)
    {
        if (page.LastAttempt.IsAhead(now) || page.LastVerified.IsAhead(now) || page.Known?.ReadAt.IsAhead(now) == true) return true;
        foreach (var link in page.Links)
        {
            if (!ReferenceEquals(Forget(link, now), link)) return true;
        }

        return false;
    }
}
