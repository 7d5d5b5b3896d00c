namespace LinkWatch.Simulation;

/// <summary>
/// What may go wrong for a while although no link truly changes. The names are the keys of a profile's <c>faults</c>; if several
/// are active at once, answers show the one listed first here.
/// </summary>
internal enum Fault
{
    NetworkFailures,
    Deploys,
    WrongClocks,
    ChannelOutages,
    Deaths,
    DnsOutages,
    Timeouts,
    RateLimits,
    ServerErrors,
    Walls,
    NotFoundWalls,
    CookieWalls,
    SilentRedirects,
    ConsentPages,
    Gates,
    Parked,
    Maintenance,
    CookieGates,
    NotFound,
    TemporaryRedirects,
    BrokenOff,
    Absent,
    Nofollow,
    Noindex,
    Charset,
    CanonicalOutages,
}

/// <summary>What a fault affects, and so what its <c>perDay</c> is per.</summary>
internal enum FaultScope
{
    Host,
    Page,
    Ourselves,
}

/// <summary>What a fault makes of a page.</summary>
internal enum FaultEffect
{
    /// <summary>It can't be read.</summary>
    Hides,

    /// <summary>It looks changed.</summary>
    Misleads,

    /// <summary>A link that is there can be seen; that it is gone can't.</summary>
    HidesAbsence,

    /// <summary>It can be read all the same.</summary>
    None,
}

/// <summary>The properties of a fault.</summary>
/// <param name="Scope">What it affects.</param>
/// <param name="Effect">What it makes of a page.</param>
/// <param name="MaxHours">
/// A misleading fault must be shorter than the confirmation window (docs/confirmation.md) of what it looks like, any other than the time
/// after which docs/verdicts.md takes it for the truth: no monitor could tell a longer one from a true change.
/// </param>
internal sealed record FaultTraits(FaultScope Scope, FaultEffect Effect, double MaxHours = double.MaxValue)
{
    private static readonly FaultTraits OfHost = new(FaultScope.Host, FaultEffect.Hides);
    private static readonly FaultTraits OfOurs = new(FaultScope.Ourselves, FaultEffect.Hides);

    public bool IsMisleading => Effect == FaultEffect.Misleads;

    public static FaultTraits Of(Fault fault) => fault switch
    {
        Fault.NetworkFailures or Fault.Deploys => OfOurs,
        Fault.WrongClocks or Fault.ChannelOutages => OfOurs with { Effect = FaultEffect.None },
        Fault.NotFoundWalls => OfHost with { MaxHours = 30 * 24 },
        Fault.CookieGates => OfHost with { Effect = FaultEffect.None },
        Fault.Maintenance or Fault.Parked => new(FaultScope.Host, FaultEffect.Misleads, 72),
        Fault.NotFound => new(FaultScope.Page, FaultEffect.Misleads, 24),
        Fault.TemporaryRedirects => new(FaultScope.Page, FaultEffect.Misleads, 7 * 24),
        Fault.BrokenOff => new(FaultScope.Page, FaultEffect.Hides, 14 * 24),
        Fault.Absent => new(FaultScope.Page, FaultEffect.Misleads, 6),
        Fault.Nofollow or Fault.Noindex => new(FaultScope.Page, FaultEffect.Misleads, 12),
        Fault.Charset => new(FaultScope.Page, FaultEffect.Misleads, 72),
        Fault.CanonicalOutages => new(FaultScope.Page, FaultEffect.HidesAbsence),
        _ => OfHost,
    };
}
