namespace LinkWatch.Simulation;

/// <summary>
/// What may go wrong for a while although nothing of the truth changes. Names are those of a profile's <c>faults</c>; where several
/// strike at once, the one that comes first here is what an answer shows.
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

/// <summary>What a fault strikes, and so what its <c>perDay</c> counts.</summary>
internal enum FaultScope
{
    Host,
    Page,
    Ourselves,
}

/// <summary>What is known of each fault.</summary>
/// <param name="Scope">What it strikes.</param>
/// <param name="IsMisleading">Whether the page then looks changed; any other only keeps it from being read.</param>
/// <param name="MaxHours">
/// A misleading fault must end before docs/confirmation.md's window for what it looks like:
/// a longer one no monitor could tell from the truth.
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
