using LinkWatch.Checking;
using LinkWatch.Links;
using LinkWatch.Reporting;

namespace LinkWatch.Local.Commands;

/// <summary>Shows verdicts to people.</summary>
internal static class VerdictView
{
    /// <summary>One page, with all the evidence.</summary>
    public static void Show(Terminal terminal, string source, LinkTarget target, Visit visit)
    {
        var verdict = visit.Verdicts[0];
        terminal.Line($"{Terminal.Of(verdict.Status)}  {Terminal.Escape(source)} → {Terminal.Escape(target.Url.Href)}");
        foreach (var reason in verdict.Reasons)
            terminal.Line($"  [bold]{reason.Name()}[/]: {Terminal.Escape(LinkWatch.Alerting.Digests.ReasonWords.Of(reason))}");
        foreach (var line in verdict.Evidence) terminal.Line($"  [grey]evidence[/] {Terminal.Escape(line)}");
        foreach (var link in verdict.Links)
        {
            terminal.Line($"  [grey]link[/] “{Terminal.Escape(link.Anchor)}” in "
                + $"{link.Placement.Name()}{(link.Rel.Count > 0 ? $", rel {Terminal.Escape(string.Join(' ', link.Rel))}" : "")}");
            terminal.Line($"       {Terminal.Escape(link.Tag)}");
        }

        foreach (var hop in visit.Facts.Trail) terminal.Line($"  [grey]redirect[/] {Terminal.Escape(hop)}");
        var robots = visit.Facts.Robots.Count > 0 ? $", robots: {string.Join(", ", visit.Facts.Robots)}" : "";
        var status = visit.Facts.HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–";
        terminal.Line($"  [grey]page[/] HTTP {status} "
            + $"{Terminal.Escape(visit.Facts.FinalUrl.Href)}{Terminal.Escape(robots)}");
    }

    /// <summary>One row of many, in one line.</summary>
    public static string Line(CheckReport report)
    {
        var reasons = report.Reasons.Count > 0 ? $"  ({string.Join(' ', report.Reasons.Select(reason => reason.Name()))})" : "";
        return $"{report.Status.Name(),-10}{LinkWatch.Alerting.Digests.PlainText.OneLine(report.Source)}{reasons}";
    }
}
