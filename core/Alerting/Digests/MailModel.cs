using System.Globalization;
using System.Text;
using LinkWatch.Confirming;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Digests;

/// <summary>What a mail says, before it is text or HTML.</summary>
/// <param name="Subject">The news, then whose: one line.</param>
/// <param name="Lead">The gist: also the preheader that mail programs show beside the subject.</param>
/// <param name="Sections">The most urgent first.</param>
/// <param name="Closing">Below everything else, a line each.</param>
internal sealed record MailModel(string Subject, string Lead, IReadOnlyList<MailSection> Sections, string Closing)
{
    public const int MaxSubject = 150;

    /// <summary>On buttons.</summary>
    public const string OpenList = "Open the list";

    /// <summary>The news alone, if the line above it says whose it is.</summary>
    public string? Headline { get; init; }

    /// <summary>What the headline comes to, a sentence or two below it; empty if nothing.</summary>
    public string Sum { get; init; } = "";

    /// <summary>Whom it is about and when it was written, above the headline.</summary>
    public string Dateline { get; init; } = "";

    /// <summary>How many of each kind.</summary>
    public IReadOnlyList<MailTile> Tiles { get; init; } = [];

    /// <summary>What the reader can do, the most urgent first; empty if the mail asks for nothing.</summary>
    public IReadOnlyList<string> ToDo { get; init; } = [];

    /// <summary>How much was verified on each of the last days, the earliest first; empty if nothing was counted yet.</summary>
    public IReadOnlyList<MailDay> Days { get; init; } = [];

    /// <summary>The command that shows everything.</summary>
    public string More { get; init; } = "";

    /// <summary>The page that shows everything; null if owners can't reach the dashboard.</summary>
    public Uri? List { get; init; }

    /// <summary>Whether any of it was confirmed fast, for trying out.</summary>
    public bool IsFast { get; init; }

    public MailText Render() => IsFast ? TriedOut().Render() : new(
        PlainText.OneLine(Subject, MaxSubject), MailAsText.Render(this), MailAsHtml.Render(this));

    private MailModel TriedOut() => this with
    {
        Subject = $"Trying out: {Subject}",
        Lead = $"Trying out: {Lead}",
        Headline = Headline is null ? null : $"Trying out: {Headline}",
        Closing = $"{PlainText.Capital(FastConfirmation.Words)} (linkwatch run --confirm fast). {Closing}",
        IsFast = false,
    };
}

/// <param name="Tone">What kind.</param>
/// <param name="Count">How many.</param>
/// <param name="Words">What they are, in a word or two.</param>
internal sealed record MailTile(Tone Tone, int Count, string Words);

/// <param name="Date">As the owner reads it.</param>
/// <param name="Percent">Of all links, how many were verified; null if nothing was counted on that day.</param>
internal sealed record MailDay(string Date, int? Percent)
{
    /// <summary>The last days in the site's time zone; a day that was counted twice shows the later count.</summary>
    public static IReadOnlyList<MailDay> Of(SiteClock clock, IReadOnlyList<CoverageRow> coverage, DateTimeOffset now)
    {
        const int Shown = DigestMail.DaysShown;
        if (coverage.Count == 0) return [];
        var byDate = coverage.Where(row => row.Links > 0).GroupBy(row => clock.In(row.At).Date)
            .ToDictionary(rows => rows.Key, rows => (int?)(rows.First().Verified * 100 / rows.First().Links));
        var today = clock.In(now).Date;
        return [.. Enumerable.Range(0, Shown).Select(i => today.AddDays(i + 1 - Shown))
            .SkipWhile((date, i) => i < Shown - 7 && !byDate.Keys.Any(counted => counted <= date))
            .Select(date => new MailDay(date.ToString("d MMM", CultureInfo.InvariantCulture), byDate.GetValueOrDefault(date)))];
    }
}

/// <param name="Title">With the number of items.</param>
/// <param name="Meaning">What it means for the owner, in one line or several.</param>
/// <param name="Items">One per link; empty if the meaning says it all.</param>
internal sealed record MailSection(string Title, string Meaning, IReadOnlyList<MailItem> Items)
{
    public Tone Tone { get; init; } = Tone.Plain;

    /// <summary>How many there are beyond <see cref="Items"/>.</summary>
    public int Unlisted { get; init; }

    /// <summary>The page that shows those too; null if owners can't reach the dashboard.</summary>
    public Uri? Rest { get; init; }

    /// <summary>The page that shows more about it, whatever is listed here; null if there is none, or owners can't reach it.</summary>
    public Uri? Page { get; init; }

    /// <summary>A count for each of the last days, or null.</summary>
    public MailChart? Chart { get; init; }
}

/// <summary>A count for each of some days.</summary>
/// <param name="First">The first day, as the owner reads it.</param>
/// <param name="Last">The last day, which is the one that stands out.</param>
/// <param name="Counts">Null for a day that is not compared.</param>
internal sealed record MailChart(string First, string Last, IReadOnlyList<int?> Counts);

/// <param name="Source">The page: shown as a link.</param>
/// <param name="Facts">Label and text, a line each.</param>
/// <param name="Evidence">As it stood on the page or in the answer.</param>
internal sealed record MailItem(string Source, IReadOnlyList<(string Label, string Text)> Facts, IReadOnlyList<string> Evidence)
{
    /// <summary>On a button.</summary>
    public const string SeeEvidence = "See the evidence";

    /// <summary>On another.</summary>
    public const string SeeLinks = "See the links";

    /// <summary>The page's title, safe for one line; null if it has none.</summary>
    public string? Title { get; init; }

    /// <summary>The title and where it is; the address alone if there is none.</summary>
    public string Name => Title is null || !WebUrl.TryParse(Source, out var url) ? Source : $"{Title} · {PageName.Domain(url)}";

    /// <summary>The page that shows the evidence; null if owners can't reach the dashboard.</summary>
    public Uri? Details { get; init; }

    /// <summary>The page that lists the links to it; null if it is none of the owner's own, or owners can't reach the dashboard.</summary>
    public Uri? Links { get; init; }

    /// <summary>Ends the alerts about it; null if there is no such address.</summary>
    public Uri? MuteLink { get; init; }

    /// <summary>What that is: a link or a page.</summary>
    public string Muted { get; init; } = "link";

    /// <summary>Opens a letter to the page's owner in the reader's own mail program; null if none is called for.</summary>
    public string? Letter { get; init; }
}

/// <summary>A composed mail: a subject on one line, a plain part, an HTML part.</summary>
public sealed record MailText(string Subject, string Text, string Html);

/// <summary>The plain part of a mail.</summary>
internal static class MailAsText
{
    /// <summary>Of a longer section the others are one line each.</summary>
    private const int MaxInFull = 100;

    public static string Render(MailModel mail)
    {
        var text = new StringBuilder().AppendLine(PlainText.OneLine($"{mail.Lead} {mail.Sum}".TrimEnd(), 1000));
        if (mail.ToDo.Count > 0) text.AppendLine().AppendLine("What to do:");
        foreach (var line in mail.ToDo) text.AppendLine($"- {PlainText.OneLine(line)}");
        foreach (var section in mail.Sections) Append(text, section, mail.More);
        if (mail.List is { AbsoluteUri: var list }) text.AppendLine().AppendLine($"{MailModel.OpenList}: {list}");
        return text.AppendLine().AppendLine("-- ").AppendLine(mail.Closing).ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, MailSection section, string more)
    {
        var title = PlainText.OneLine(section.Title);
        text.AppendLine().AppendLine(title).AppendLine(new string('=', title.Length)).AppendLine(section.Meaning);
        if (section.Chart is { } chart)
        {
            var counts = chart.Counts.Select(count => count?.ToString(CultureInfo.InvariantCulture) ?? "–");
            text.AppendLine($"Day by day, {chart.First} to {chart.Last}: {string.Join(' ', counts)}");
        }

        foreach (var item in section.Items.Take(MaxInFull)) Append(text, item);
        if (section.Items.Count > MaxInFull) text.AppendLine();
        foreach (var item in section.Items.Skip(MaxInFull)) text.AppendLine("* " + PlainText.OneLine(item.Source, 500));
        if (section.Unlisted > 0) text.AppendLine().AppendLine($"And {section.Unlisted} more: {section.Rest?.AbsoluteUri ?? more}");
        if (section.Page is { AbsoluteUri: var page }) text.AppendLine().AppendLine($"{MailModel.OpenList}: {page}");
    }

    private static void Append(StringBuilder text, MailItem item)
    {
        text.AppendLine().AppendLine("* " + PlainText.OneLine(item.Name, 500));
        if (item.Title is not null) text.AppendLine("  " + PlainText.OneLine(item.Source, 500));
        foreach (var (label, value) in item.Facts) text.AppendLine($"  {label}: {PlainText.OneLine(value, 500)}");
        foreach (var line in item.Evidence) text.AppendLine("  > " + PlainText.OneLine(line, 500));
        if (item.Details is { AbsoluteUri: var details }) text.AppendLine($"  {MailItem.SeeEvidence}: {details}");
        if (item.Links is { AbsoluteUri: var links }) text.AppendLine($"  {MailItem.SeeLinks}: {links}");
        if (item.Letter is { } letter) text.AppendLine($"  Write to the page's owner: {letter}");
        if (item.MuteLink is { AbsoluteUri: var mute }) text.AppendLine($"  No more alerts about this {item.Muted}: {mute}");
    }
}
