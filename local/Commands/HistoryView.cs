using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary>A change in a few lines: when and what, which link, and what of it was before and after.</summary>
internal static class HistoryView
{
    public static void Show(Terminal terminal, HistoryRow row)
    {
        var change = row.Change;
        terminal.Text($"{Terminal.Time(change.At)}  ", row.IsOfTarget ? WhatOfTarget(change) : What(change), Terminal.StyleOf(change.New));
        if (!row.IsOfTarget) terminal.Text("  page    ", Terminal.Url(row.Source.Href), "grey");
        terminal.Text("  target  ", Terminal.Url(row.Target.Url.Href), "grey");
        if (row.IsOfTarget) terminal.Text("  links   ", TargetWords.Pointed(row.FollowedLinks), "grey");
        else foreach (var (label, text) in Details(change)) terminal.Text($"  {label,-6}  ", text, "grey");
        if (row.IsMuted) terminal.Text("  note    ", "muted: no alert reports it", "grey");
        if (change.IsFast) terminal.Text("  note    ", FastConfirmation.Words, "grey");
    }

    private static string What(LinkChange change)
    {
        var why = change.Reasons.Count == 0 ? "" : $": {string.Join(' ', change.Reasons.Select(reason => reason.Name()))}";
        var readings = change.Readings > 1 ? $" ({Counted.Of(change.Readings, "reading")} since {Terminal.Time(change.Since)})" : "";
        return change switch
        {
            { Kind: ChangeKind.Baseline, New: null } => $"first reading {FirstRead(change)}{why}",
            { Kind: ChangeKind.Baseline } => $"first confirmed as {Terminal.NameOf(change.New)}{why}{readings}",
            { Kind: ChangeKind.Unverifiable } => $"{Terminal.NameOf(change.Old)}, but couldn't be checked{why}{readings}",
            { Kind: ChangeKind.Verified } => $"{Terminal.NameOf(change.New)}, could be checked again{why}",
            { Kind: ChangeKind.Detail } => $"{Terminal.NameOf(change.New)}, changed in detail{readings}",
            { Kind: ChangeKind.Back } => $"{Terminal.NameOf(change.Old)} → {Terminal.NameOf(change.New)} (back){why}{readings}",
            _ when change.Old == change.New => $"{Terminal.NameOf(change.New)}, for other reasons{Reasons(change.OldReasons)} →"
                + $"{Reasons(change.Reasons)}{readings}",
            _ => $"{Terminal.NameOf(change.Old)} → {Terminal.NameOf(change.New)}{why}{readings}",
        };
    }

    private static string WhatOfTarget(LinkChange change)
    {
        var now = TargetWords.NameOf(change.New, change.Reasons);
        var why = change.Reasons.Count == 0 ? ""
            : $": {Shown(TargetWords.Why(change.Reasons, change.Evidence, change.NewDetail?.Href))}";
        var readings = change.Readings > 1 ? $" ({Counted.Of(change.Readings, "reading")} since {Terminal.Time(change.Since)})" : "";
        return change.Kind switch
        {
            ChangeKind.Baseline => $"first read, {now}{why}{readings}",
            ChangeKind.Unverifiable => $"{TargetWords.NameOf(change.Old, change.OldReasons)}, but couldn't be checked{why}{readings}",
            ChangeKind.Verified => $"{now}, could be checked again{why}",
            _ => $"{TargetNews.Of(change)?.Name() ?? now}{why}{readings}",
        };
    }

    /// <summary>What a first reading said that did not settle it: its worst reason.</summary>
    private static string FirstRead(LinkChange change)
    {
        var read = change.Reasons.Count == 0 ? Status.Live : change.Reasons.Max(LinkWatch.Links.Reasons.StatusOf);
        return read is Status.Unknown ? "inconclusive, will be repeated" : $"{read.Name()}, is being confirmed";
    }

    private static string Reasons(IReadOnlyList<Reason> reasons) => string.Concat(reasons.Select(reason => $" {reason.Name()}"));

    private static IEnumerable<(string Label, string Text)> Details(LinkChange change) => change switch
    {
        { Kind: ChangeKind.Unverifiable or ChangeKind.Verified } => [],
        { OldDetail: { } old, NewDetail: { } now } when Differences(old, now) is { Count: > 0 } differences => differences,
        { NewDetail: { } now } => [("link", Shown(DetailWords.Of(now)))],
        { OldDetail: { } old } => [("was", Shown(DetailWords.Of(old)))],
        _ => [],
    };

    private static List<(string Label, string Text)> Differences(LinkDetail old, LinkDetail now) =>
    [
        .. DetailWords.Differences(old, now)
            .Select(difference => ("link", Shown($"{difference.Label.ToLowerInvariant()} {difference.Text}"))),
    ];

    private static string Shown(string text) => PlainText.OneLine(text, 1000);
}
