using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard;

/// <summary>
/// What checks cost on Azure, in US dollars, by the figures of docs/cost.md: prices of 2026, and what was counted there for a check.
/// </summary>
public static class CostEstimate
{
    public const double TableRequest = 0.00036 / 10_000;
    public const double QueueRequest = 0.004 / 10_000;

    /// <summary>Of a typical day: storage, executions and GB-seconds.</summary>
    public const double ThousandChecks = 0.00115141;

    /// <summary>Timers and polling, also when nothing is due.</summary>
    public const double MinimumAMonth = 0.30;

    private const double DaysAMonth = 30;

    public static double ChecksADay(Cadence cadence, long links) => links * (TimeSpan.FromDays(1) / cadence.Period());

    public static double Requests(long tables, long queues) => (tables * TableRequest) + (queues * QueueRequest);

    /// <summary>Everything that Azure bills for so many checks a day.</summary>
    public static double ADay(double checks) => (checks / 1000 * ThousandChecks) + (MinimumAMonth / DaysAMonth);

    public static double AMonth(double checksADay) => ADay(checksADay) * DaysAMonth;
}
