using LinkWatch.Importing;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>What <c>import</c> says of a file before it imports it.</summary>
internal static class ImportWords
{
    private const int MaxNotes = 8;

    public static string Columns(ImportShape shape)
    {
        if (shape.Header.Count == 0) return "No header: the first column is the source, the second (if there is one) the target.";
        var tool = shape.Tool.Length > 0 ? $"An export of {shape.Tool}. " : "";
        var notes = string.Join(", ", shape.Notes.Take(MaxNotes).Select(ImportProblem.Quote));
        var more = shape.Notes.Count > MaxNotes ? $" and {shape.Notes.Count - MaxNotes} more" : "";
        var ignored = shape.Notes.Count == 0 ? "" : $" Not known, kept as notes: {notes}{more}.";
        var used = string.Join(", ", shape.Used.Select(use => $"{use.Field} from {ImportProblem.Quote(use.Header)}"));
        return $"{tool}Columns: {used}.{ignored}";
    }

    public static string Rows(ImportSurvey survey, Site site)
    {
        var parts = new List<string> { Counted.Of(survey.Links, "link") };
        if (survey.Duplicates > 0) parts.Add(Counted.Of(survey.Duplicates, "duplicate"));
        if (survey.InvalidRows > 0) parts.Add(Counted.Of(survey.InvalidRows, "invalid row"));
        var general = survey.WithoutTarget == 0 ? ""
            : $" Without a target: {Counted.Number(survey.WithoutTarget)}; "
                + $"there, any link to {site.Domains[0]} counts.";
        var schemes = survey.WithoutScheme == 0 ? "" : $" {ImportProblem.WithoutScheme(survey.WithoutScheme)}";
        return $"{Counted.Of(survey.Rows, "row")}: {string.Join(", ", parts)}.{general}{schemes}";
    }

    public static IEnumerable<string> Warnings(ImportShape shape, ImportSurvey survey, Site site, bool mayBeForeign)
    {
        foreach (var (field, header) in shape.Misspelt)
            yield return $"the column {ImportProblem.Quote(header)} is not known and kept as a note; if it is “{field}”, rename it "
                + $"or use {OptionOf(field, header)}";
        if (survey.FirstForeign is { } foreign && !mayBeForeign)
            yield return $"{Counted.Of(survey.Foreign, "target is", "targets are")} not on {string.Join(" or ", site.Domains)}, "
                + $"first in row {foreign.Number}: {ImportProblem.Quote(foreign.Target)} (--allow-foreign-target if that is meant)";
        if (survey.FirstOnOwnPage is { } own)
            yield return $"{Counted.Of(survey.OnOwnPages, "source is", "sources are")} on the site itself, first in row {own.Number}: "
                + $"{ImportProblem.Quote(own.Source)} (a backlink is on somebody else's page)";
    }

    public static string OptionOf(string field, string header) => $"--column {field}=\"{header}\"";
}
