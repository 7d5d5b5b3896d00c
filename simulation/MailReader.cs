using System.Globalization;
using System.Text.RegularExpressions;
using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>
/// Reads a mail as its owner does: which links, under which heading, since when. Only the text counts: that the pipeline has recorded a
/// change as notified proves nothing.
/// </summary>
internal static class MailReader
{
    private const string ImportReport = "Now watching ";
    private const string Item = "* ";
    private const string Address = "  http";
    private const string Target = "  Links to: ";
    private const string Targets = "Target pages ";
    private const string LeadElsewhere = "Target pages that lead elsewhere (";
    private const string Since = "  Since: ";

    private static readonly Regex HeadingLine = new(
        @"^(All )?(?<count>\d+)( of \d+)?( more)? ((?<back>back|readable again)|lost|turned nofollow"
            + @"|can no longer be indexed|cannot be read|replaced by one and the same page) on (?<host>several hosts|[^ ,]+)( \(“.*”\))?"
            + @"(?<too>, and back|, \d+ of them back already)?"
            + @"(, \d+ still missing)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private static readonly (string Title, string Kind, Status? New)[] Sections =
    [
        ("Lost (", "state", Status.Lost),
        ("Now nofollow (", "state", Status.Nofollow),
        ("On pages that cannot be indexed (", "state", Status.Unindexed),
        ("Back (", "back", null),
        ("Couldn't be checked (", "unverifiable", null),
        ("Changed in detail (", "detail", null),
        ("Target pages gone (", "", null),
        ("Target pages that cannot be indexed (", "", null),
        (LeadElsewhere, "", null),
        ("Target pages back (", "", null),
    ];

    /// <summary>The items of a mail, in order; none for an import report, which reports no change.</summary>
    public static IReadOnlyList<Notice> Read(AcceptedMail mail)
    {
        var notices = new List<Notice>();
        if (mail.Text.StartsWith(ImportReport, StringComparison.Ordinal)) return notices;
        var notice = new Notice(mail.SiteId, "", "", "", "");
        foreach (var line in mail.Text.Split('\n'))
        {
            if (Sections.FirstOrDefault(section => line.StartsWith(section.Title, StringComparison.Ordinal)) is { Title: { } title })
                notice = notice with { Section = title };
            else if (line.StartsWith(Item, StringComparison.Ordinal)) notice = notice with { Source = line[Item.Length..] };
            else if (line.StartsWith(Address, StringComparison.Ordinal)) notice = notice with { Source = line.Trim() };
            else if (line.StartsWith(Target, StringComparison.Ordinal)) notice = notice with { Target = line[Target.Length..] };
            else if (notice.Section.Length > 0 && line.StartsWith(Since, StringComparison.Ordinal))
                notices.Add(notice with
                {
                    Since = line[Since.Length..],
                    Target = notice.Section.StartsWith(Targets, StringComparison.Ordinal) ? notice.Source : notice.Target,
                });
        }

        return notices;
    }

    /// <summary>The headings of a mail about many links that changed together.</summary>
    public static IEnumerable<Heading> Headings(AcceptedMail mail) =>
        mail.Text.Split('\n').Select(line => HeadingLine.Match(line)).Where(match => match.Success).Select(match => new Heading(
            mail.SiteId,
            match.Groups["host"].Value is "several hosts" ? null : match.Groups["host"].Value,
            int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture),
            IsBack: match.Groups["back"].Success,
            IsBackToo: match.Groups["too"].Success,
            mail.At));

    /// <summary>The item that a mail should have for a change.</summary>
    public static Notice Expected(StoredChange change)
    {
        if (change.IsOfTarget) return ExpectedOfTarget(change);
        var section = Sections.FirstOrDefault(section => section.Kind == change.Kind && (section.New is null || section.New == change.New));
        return new Notice(change.SiteId, section.Title
            ?? change.Kind, change.Source, change.Target, Written(change.Since));
    }

    private static Notice ExpectedOfTarget(StoredChange change)
    {
        var section = change switch
        {
            { Kind: "back", New: Status.Live } => "Target pages back (",
            { New: Status.Unindexed } => "Target pages that cannot be indexed (",
            { Reasons: var reasons } when reasons.Contains("page-redirected") => LeadElsewhere,
            _ => "Target pages gone (",
        };
        return new Notice(change.SiteId, section, change.Source, change.Target, Written(change.Since));
    }

    private static string Written(DateTimeOffset since) => since.ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>A heading of a mail about links that changed together.</summary>
/// <param name="SiteId">Whose links.</param>
/// <param name="Host">Theirs; null: several.</param>
/// <param name="Count">How many.</param>
/// <param name="IsBack">They are back.</param>
/// <param name="IsBackToo">They were lost, and some or all of them are back.</param>
/// <param name="At">When the mail was accepted.</param>
internal sealed record Heading(string SiteId, string? Host, int Count, bool IsBack, bool IsBackToo, DateTimeOffset At)
{
    public bool SaysBack => IsBack || IsBackToo;
}

/// <summary>An item of a mail.</summary>
internal sealed record Notice(string SiteId, string Section, string Source, string Target, string Since);
