namespace LinkWatch.Confirming;

/// <summary>When to read again before the cadence would.</summary>
internal static class Rechecks
{
    /// <summary>Spreads what is missing, and the spare readings, evenly over what is left of the window.</summary>
    public static DateTimeOffset Next(Candidate candidate, Window window, DateTimeOffset now, ConfirmOptions options)
    {
        var missing = Math.Max(1, window.Readings + options.SpareReadings - candidate.Readings);
        var even = (candidate.First + window.Span - now) / missing;
        return now + (even > options.RecheckSpacing ? even : options.RecheckSpacing);
    }

    /// <summary>Soon after a reading that could not tell, then ever later, where something waits for an answer; else null.</summary>
    public static DateTimeOffset? AfterUnknown(LinkState state, UnknownRun run, DateTimeOffset now, ConfirmOptions options)
    {
        var isWaiting = state.Status is null || state.Candidate is not null;
        return isWaiting && run.Readings <= options.RecheckAfterUnknown.Count
            ? now + options.RecheckAfterUnknown[run.Readings - 1]
            : null;
    }
}
