using LinkWatch.Discovery.Reclaiming;
using LinkWatch.Links;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary>The table of <c>reclaim</c>.</summary>
internal sealed class ReclaimView(CommandIo io)
{
    private const int MaxReferrers = 3;

    private readonly Terminal terminal = new(io, widthOfAPipe: 140);

    public void Show(IReadOnlyList<BrokenAddress> broken, IReadOnlyList<SourceFile> logs, ReclaimTally tally)
    {
        if (broken.Count > 0) Table(broken);
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

    private void Table(IReadOnlyList<BrokenAddress> broken)
    {
        var table = Terminal.Table("address", "status", "hits", "linked from", "redirect to");
        foreach (var address in broken)
        {
            var more = address.Referrers.Skip(MaxReferrers).Sum(referrer => referrer.Hits) + address.OtherReferrers;
            var from = string.Join('\n', address.Referrers.Take(MaxReferrers).Select(referrer => Terminal.Escape(referrer.Address)));
            table.AddRow(
                Terminal.Escape(address.Host + address.Address),
                $"{address.Status}",
                RanksCommand.Number(address.Hits),
                from + (more > 0 ? $"\nand {Counted.Of(more, "more request")}" : ""),
                address.Suggestion is { } to ? $"{Terminal.Escape(to.Path)}\n({Terminal.Escape(to.Why)})" : None(address));
        }

        terminal.Write(table);
    }

    private static string None(BrokenAddress address) => address.IsServerError ? "none: the server fails" : "none that is surely meant";
}
