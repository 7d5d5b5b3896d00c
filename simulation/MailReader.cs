using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>
/// Reads a mail as its owner does: which links, under which heading, since when. Only the text counts: that the pipeline has recorded a
/// change as notified proves nothing.
/// </summary>
internal static class MailReader
{
    private const string ImportReport = "Of ";
    private const string Item = "* ";
    private const string Target = "  Links to: ";
    private const string Since = "  Since: ";

    private static readonly (string Title, string Kind, Status? New)[] Sections =
    [
        ("Lost (", "state", Status.Lost),
        ("Now nofollow (", "state", Status.Nofollow),
        ("On pages that cannot be indexed (", "state", Status.Unindexed),
        ("Back (", "back", null),
        ("Couldn't be checked (", "unverifiable", null),
        ("Changed in detail (", "detail", null),
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
            else if (line.StartsWith(Target, StringComparison.Ordinal)) notice = notice with { Target = line[Target.Length..] };
            else if (notice.Section.Length > 0 && line.StartsWith(Since, StringComparison.Ordinal))
                notices.Add(notice with { Since = line[Since.Length..] });
        }

        return notices;
    }

    /// <summary>Whether a mail has a heading about many links, of this host or of several hosts, that changed together.</summary>
    public static bool ReportsIncident(AcceptedMail mail, string host) =>
        mail.Text.Split('\n').Any(line => line.Length > 0
            && (char.IsAsciiDigit(line[0]) || line.StartsWith("All ", StringComparison.Ordinal))
            && (line.Contains($" on {host}", StringComparison.Ordinal) || line.Contains(" on several hosts", StringComparison.Ordinal)));

    /// <summary>The item that a mail should have for a change.</summary>
    public static Notice Expected(StoredChange change)
    {
        var section = Sections.FirstOrDefault(section => section.Kind == change.Kind && (section.New is null || section.New == change.New));
        return new Notice(change.SiteId, section.Title
            ?? change.Kind, change.Source, change.Target, change.Since.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
    }
}

/// <summary>An item of a mail.</summary>
internal sealed record Notice(string SiteId, string Section, string Source, string Target, string Since);
