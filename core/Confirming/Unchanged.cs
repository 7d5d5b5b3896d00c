using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>
/// A reading of the status believed. It may give other reasons, which is history, or show another anchor, placement or target, which is
/// reported in the digest. Either is believed once readings agree on it, so that a page with two variants does not report each turn.
/// </summary>
internal static class Unchanged
{
    public static Confirmation Apply(LinkState state, LinkReading reading, ConfirmOptions options)
    {
        // A cut body shows a link, but perhaps not its better twin further down: it says nothing of reasons and detail.
        if (reading is { IsSeen: true, IsComplete: false }) return new Confirmation(state, null, null);

        var (rereasoned, reasons) = Reasoned(state, reading, options.OtherReasons);
        var (next, detail) = Detailed(rereasoned, reading, options.OtherDetail);
        if (detail is null && reasons is null) return new Confirmation(next, null, null);

        var change = new LinkChange
        {
            Kind = detail is null ? ChangeKind.State : ChangeKind.Detail,
            Old = state.Status,
            OldReasons = state.Reasons,
            New = next.Status,
            Reasons = next.Reasons,
            Evidence = reading.Evidence,
            Since = detail?.First ?? reasons!.First,
            At = reading.PlannedAt,
            Readings = detail?.Readings ?? reasons!.Readings,
            IsAlert = detail is not null && state.Detail is { } old && Detail.IsNews(old, detail.Value),
            OldDetail = detail is null ? null : state.Detail,
            NewDetail = detail?.Value,
        };
        return new Confirmation(next, change, null);
    }

    private static (LinkState State, Variant<IReadOnlyList<Reason>>? Agreed) Reasoned(LinkState state, LinkReading reading, Window window)
    {
        var other = Count(state.OtherReasons, reading.Reasons, state.Reasons, AreSame, reading.PlannedAt);
        return IsMet(other, window, reading)
            ? (state with { Reasons = reading.Reasons, OtherReasons = null }, other)
            : (state with { OtherReasons = other }, null);
    }

    private static (LinkState State, Variant<LinkDetail>? Agreed) Detailed(LinkState state, LinkReading reading, Window window)
    {
        if (reading.Detail is not { } read) return (state, null);
        var other = Count(state.OtherDetail, read, state.Detail ?? read, Detail.IsSame, reading.PlannedAt);
        if (IsMet(other, window, reading)) return (state with { Detail = read, OtherDetail = null }, other! with { Value = read });
        return (state with { Detail = other is null ? read : state.Detail, OtherDetail = other }, null);
    }

    /// <summary>
    /// Null if the reading says what is believed; one more if it says the same as the last differing ones; otherwise the first.
    /// </summary>
    private static Variant<T>? Count<T>(Variant<T>? other, T read, T believed, Func<T, T, bool> isSame, DateTimeOffset at)
    {
        if (isSame(read, believed)) return null;
        return other is not null && isSame(read, other.Value) ? other with { Readings = other.Readings + 1 } : new Variant<T>(read, at, 1);
    }

    private static bool IsMet<T>(Variant<T>? other, Window window, LinkReading reading) =>
        other is not null && window.IsMetBy(other.Readings, reading.PlannedAt - other.First);

    private static bool AreSame(IReadOnlyList<Reason> a, IReadOnlyList<Reason> b) => a.ToHashSet().SetEquals(b);
}

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
