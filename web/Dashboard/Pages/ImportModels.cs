using LinkWatch.Importing;
using LinkWatch.Storage;

namespace LinkWatch.Web.Dashboard.Pages;

/// <summary>A site's imports, and where to begin another.</summary>
/// <param name="Imports">The newest first.</param>
/// <param name="Next">Where the list goes on.</param>
/// <param name="Problem">What is wrong with a file that was just sent; null if nothing is.</param>
public sealed record ImportsModel(IReadOnlyList<ImportBatchRow> Imports, string? Next, string? Problem);

/// <summary>What a file would bring, before anything is kept.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Content">The file in base64: the next form brings it back.</param>
/// <param name="Columns">What was said of its columns, as <c>field=header</c>.</param>
/// <param name="Shape">How its columns are read.</param>
/// <param name="Survey">What its rows hold.</param>
public sealed record ImportPreviewModel(
    string Name, string Content, IReadOnlyList<string> Columns, ImportShape Shape, ImportSurvey Survey)
{
    /// <summary>Why it cannot be imported like this; null if it can.</summary>
    public string? Refusal { get; init; }
}
