using LinkWatch.Discovery;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary>An inbox on a terminal.</summary>
internal static class InboxView
{
    public static void Show(Terminal terminal, CandidateState state, IReadOnlyList<CandidateRow> rows, int count)
    {
        terminal.Text($"{CandidateWords.Of(state)} ({count})");
        foreach (var row in rows)
        {
            terminal.Text("  ", Terminal.Url(row.Source.Href));
            var hits = row.Hits > 1 ? $", seen {row.Hits} times" : "";
            terminal.Text($"    {CandidateTracking.WordsOf(row.Origin)}{hits}: ", Terminal.Plain(CandidateWords.Finding(row)), "grey");
        }

        if (count > rows.Count) terminal.Text($"  and {count - rows.Count} more");
    }
}
