using LinkWatch.Discovery.Reclaiming;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>What <c>reclaim</c> shows of the addresses that fail.</summary>
internal sealed class ReclaimView(CommandIo io)
{
    private const int MaxReferrers = 3;

    private readonly Terminal terminal = new(io);

    public void Show(IReadOnlyList<BrokenAddress> broken, IReadOnlyList<SourceFile> logs, ReclaimTally tally)
    {
        foreach (var address in broken) Show(address);
        foreach (var log in logs) SourceView.Show(terminal, log);
        if (tally.ForOtherSites > 0)
            terminal.Text($"{Counted.Of(tally.ForOtherSites, "request")} for hosts that aren't the site's: not looked at.");
        if (tally.SetAside is var (failing, answering) && failing + answering > 0)
        {
            terminal.Text(
                $"Set aside because there are too many: {Counted.Of(failing, "failing address", "failing addresses")} and "
                + $"{Counted.Of(answering, "answering one")} that came up least. Read fewer logs at once to see them.");
        }

        terminal.Text(broken.Count == 0 ? "No address that is linked from elsewhere fails." : Summary(broken));
    }

    private static string Summary(IReadOnlyList<BrokenAddress> broken)
    {
        var suggested = broken.Count(address => address.Suggestion is not null);
        var failing = broken.Count(address => address.IsServerError);
        return $"{Counted.Of(broken.Count, "address", "addresses")} linked from elsewhere {(broken.Count == 1 ? "fails" : "fail")}: "
            + $"{RanksCommand.Number(suggested)} with a redirect to suggest"
            + (failing > 0 ? $", {RanksCommand.Number(failing)} to repair (the server fails)" : "")
            + ". Look at each before you use it: --format nginx, apache, iis, netlify or csv writes the list.";
    }

    private void Show(BrokenAddress address)
    {
        terminal.Text($"{address.Status}  ", Terminal.Plain(address.Host + address.Address));
        terminal.Text("  hits  ", RanksCommand.Number(address.Hits), "grey");
        foreach (var referrer in address.Referrers.Take(MaxReferrers)) terminal.Text("  from  ", Terminal.Url(referrer.Address), "grey");
        var more = address.Referrers.Skip(MaxReferrers).Sum(referrer => referrer.Hits) + address.OtherReferrers;
        if (more > 0) terminal.Text("  from  ", $"and {Counted.Of(more, "more request")}", "grey");
        terminal.Text(
            "  to    ", address.Suggestion is { } to ? $"{Terminal.Plain(to.Path)} ({Terminal.Plain(to.Why)})" : None(address), "grey");
    }

    private static string None(BrokenAddress address) => address.IsServerError ? "none: the server fails" : "none that is surely meant";
}
