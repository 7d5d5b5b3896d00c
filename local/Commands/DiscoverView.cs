using LinkWatch.Discovery.Sources;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>The closing lines of <c>discover</c>.</summary>
internal sealed class DiscoverView(CommandIo io)
{
    private readonly Terminal terminal = new(io);

    public void Show(DiscoverReport report, IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files) SourceView.Show(terminal, file);
        var dropped = report.Dropped.Select(reason => $"{Number(reason.Value)} {Words(KebabCase.Parse<DropReason>(reason.Key)!.Value)}");
        if (report.Dropped.Count > 0) terminal.Text("Dropped: ", string.Join(", ", dropped) + ".");
        if (report.SetAside is { } aside)
        {
            terminal.Text(
                "Set aside: ",
                $"{Counted.Of(aside.Pairs, "pair")} of referrer and address that came up least ({Counted.Of(aside.Requests, "request")}): "
                + $"at most {Number(ReferrerTally.MaxPairs)} are kept at a time. Read fewer logs at once to see them.");
        }

        var (found, leftOut) = (report.Candidates, report.Candidates.LeftOut + files.Sum(file => file.Count.LeftOut));
        terminal.Text(
            "Candidates: ",
            $"{Number(found.New)} new, {Number(found.Tracked)} tracked already, {Number(found.SeenBefore)} seen before"
            + (found.Refused > 0 ? $", {Number(found.Refused)} that are the site's own or can't be visited" : "")
            + (leftOut > 0 ? $", {Number(leftOut)} left out because there are too many" : "") + ".");
        if (report.DryRun) terminal.Text("Dry run: nothing was added to the inbox.");
    }

    private static string Number(long number) => RanksCommand.Number(number);

    private static string Words(DropReason reason) => reason switch
    {
        DropReason.NoReferrer => "without a referrer",
        DropReason.OwnSite => "from the site itself",
        DropReason.SearchEngine => "from search engines",
        DropReason.OtherSite => "to other sites",
        DropReason.Embedded => "for images, scripts and the like",
        DropReason.Duplicate => "that came twice",
        _ => "that are no visit from a web page",
    };
}
