using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// An <c>unknown</c> reading neither counts nor resets. A run of them is reported once, and a domain that stays gone once more.
/// </summary>
internal static class Unverifiable
{
    public static Confirmation Apply(LinkState state, LinkReading reading, ConfirmOptions options)
    {
        var run = Extend(state.Unknown, reading);
        var isUnverifiable = options.Unverifiable.IsMetBy(run.Readings, reading.PlannedAt - run.First);
        var isUnresolvable = isUnverifiable && reading.PlannedAt - run.UnresolvedSince >= options.Unresolvable;
        var recheckAt = Rechecks.AfterUnknown(state, run, reading.PlannedAt, options);

        if (isUnresolvable && run.NotifiedUnresolvableAt is null)
        {
            var at = reading.PlannedAt;
            var reported = run with { NotifiedUnverifiableAt = run.NotifiedUnverifiableAt ?? at, NotifiedUnresolvableAt = at };
            var change = Report(state, reading, run) with { Since = run.UnresolvedSince ?? run.First, IsUnresolvable = true };
            return new Confirmation(state with { Unknown = reported }, change, recheckAt);
        }

        if (isUnverifiable && run.NotifiedUnverifiableAt is null)
        {
            var reported = run with { NotifiedUnverifiableAt = reading.PlannedAt };
            return new Confirmation(state with { Unknown = reported }, Report(state, reading, run), recheckAt);
        }

        return new Confirmation(state with { Unknown = run }, null, recheckAt);
    }

    private static UnknownRun Extend(UnknownRun? run, LinkReading reading)
    {
        run ??= new UnknownRun(reading.PlannedAt, 0, []);
        return run with
        {
            Readings = run.Readings + 1,
            Reasons = reading.Reasons,
            UnresolvedSince = reading.Reasons.Contains(Reason.Dns) ? run.UnresolvedSince ?? reading.PlannedAt : null,
        };
    }

    private static LinkChange Report(LinkState state, LinkReading reading, UnknownRun run) => new()
    {
        Kind = ChangeKind.Unverifiable,
        Old = state.Status,
        OldReasons = state.Reasons,
        New = state.Status,
        Reasons = reading.Reasons,
        Evidence = reading.Evidence,
        Since = run.First,
        At = reading.PlannedAt,
        Readings = run.Readings,
        IsAlert = true,
        OldDetail = state.Detail,
    };
}
