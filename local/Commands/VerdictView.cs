using LinkWatch.Alerting.Digests;
using LinkWatch.Checking;
using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Local.Commands;

/// <summary>Shows verdicts to people.</summary>
internal static class VerdictView
{
    /// <summary>A tag is evidence: all of it is shown, unless it is absurd.</summary>
    private const int MaxTag = 1000;

    /// <summary>One page, with all the evidence.</summary>
    public static void Show(Terminal terminal, string source, LinkTarget target, Visit visit)
    {
        var verdict = visit.Verdicts[0];
        terminal.Text(
            $"{verdict.Status.Name()}  ", $"{Terminal.Url(source)} → {Terminal.Url(target.Url.Href)}", Terminal.StyleOf(verdict.Status));
        foreach (var reason in verdict.Reasons) terminal.Text($"  {reason.Name()}: ", ReasonWords.Of(reason), "bold");
        foreach (var line in verdict.Evidence) terminal.Text("  evidence ", PlainText.OneLine(line, MaxTag), "grey");
        foreach (var link in verdict.Links)
        {
            terminal.Text("  link ", $"“{PlainText.OneLine(link.Anchor)}” in {link.Placement.Name()}"
                + $"{(link.Rel.Count > 0 ? $", rel {PlainText.OneLine(string.Join(' ', link.Rel))}" : "")}", "grey");
            terminal.Text("       ", PlainText.OneLine(link.Tag, MaxTag));
        }

        foreach (var hop in visit.Facts.Trail) terminal.Text("  redirect ", Terminal.Url(hop), "grey");
        var robots = visit.Facts.Robots.Count > 0 ? $", robots: {string.Join(", ", visit.Facts.Robots)}" : "";
        var status = visit.Facts.HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–";
        terminal.Text("  page ", $"HTTP {status} {Terminal.Url(visit.Facts.FinalUrl.Href)}{PlainText.OneLine(robots)}", "grey");
    }

    /// <summary>One row of many.</summary>
    public static void Show(Terminal terminal, CheckReport report)
    {
        var reasons = report.Reasons.Count > 0 ? $"  ({string.Join(' ', report.Reasons.Select(reason => reason.Name()))})" : "";
        terminal.Text($"{report.Status.Name(),-10}", Terminal.Url(report.Source) + reasons, Terminal.StyleOf(report.Status));
    }
}
