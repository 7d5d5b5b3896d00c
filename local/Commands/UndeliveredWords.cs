using LinkWatch.Alerting.Delivery;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>What is not delivered, as <c>run</c> and <c>status</c> say it.</summary>
internal static class UndeliveredWords
{
    /// <summary>Sentences, each after a space; empty if all is delivered.</summary>
    public static string Of(UndeliveredCount count)
    {
        var waiting = count.Waiting > 0
            ? $" Not delivered yet: {Counted.Of(count.Waiting, "alert")}, the oldest since {Terminal.Time(count.Oldest)} UTC."
            : "";
        var failed = count.Failed > 0 ? $" Deliveries that failed for good: {count.Failed} (put them back with linkwatch requeue)." : "";
        return waiting + failed;
    }
}
