namespace LinkWatch.Simulation;

/// <summary>
/// What may go wrong for a while although no link truly changes. The names are the keys of a profile's <c>faults</c>; if several
/// are active at once, answers show the one listed first here.
/// </summary>
internal enum Fault
{
    NetworkFailures,
    Deploys,
    Deaths,
    DnsOutages,
    Timeouts,
    RateLimits,
    ServerErrors,
    Walls,
    ConsentPages,
    Parked,
    Maintenance,
    NotFound,
    TemporaryRedirects,
    Absent,
    Nofollow,
    Noindex,
    Charset,
}

/// <summary>What a fault affects, and so what its <c>perDay</c> is per.</summary>
internal enum FaultScope
{
    Host,
    Page,
    Ourselves,
}

/// <summary>The properties of a fault.</summary>
/// <param name="Scope">What it affects.</param>
/// <param name="IsMisleading">Whether it makes the page look changed; other faults only make it unreadable.</param>
/// <param name="MaxHours">
/// A misleading fault must be shorter than the confirmation window (docs/confirmation.md) of what it looks like:
/// no monitor could tell a longer one from a true change.
/// </param>
internal sealed record FaultTraits(FaultScope Scope, bool IsMisleading, double MaxHours)
{
    private static readonly FaultTraits OfHost = new(FaultScope.Host, IsMisleading: false, double.MaxValue);
    private static readonly FaultTraits OfOurs = new(FaultScope.Ourselves, IsMisleading: false, double.MaxValue);

    public static FaultTraits Of(Fault fault) => fault switch
    {
        Fault.NetworkFailures or Fault.Deploys => OfOurs,
        Fault.Maintenance or Fault.Parked => new(FaultScope.Host, IsMisleading: true, 72),
        Fault.NotFound => new(FaultScope.Page, IsMisleading: true, 24),
        Fault.TemporaryRedirects => new(FaultScope.Page, IsMisleading: true, 7 * 24),
        Fault.Absent => new(FaultScope.Page, IsMisleading: true, 6),
        Fault.Nofollow or Fault.Noindex => new(FaultScope.Page, IsMisleading: true, 12),
        Fault.Charset => new(FaultScope.Page, IsMisleading: true, 72),
        _ => OfHost,
    };
}
