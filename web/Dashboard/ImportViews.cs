using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>
/// A site's imports. A file is looked at before anything is kept; until then it travels with the form, so that no instance has to remember
/// it.
/// </summary>
public sealed class ImportViews(ISiteStore sites, LinkTracker tracker, TargetWatch targets, FetchOptions fetch)
{
    private const int Rows = 25;
    private const int ShownInvalid = 20;

    public Task<IResult> ListAsync(DashboardCall call) => ListAsync(call, problem: null);

    public async Task<IResult> PreviewAsync(DashboardCall call)
    {
        var (name, bytes) = await FileAsync(call);
        if (bytes is not { Length: > 0 }) return await ListAsync(call, "Choose a file, or paste addresses.");
        if (bytes.Length > ImportEndpoint.MaxBytes)
            return await ListAsync(
                call, $"The file is larger than {ImportEndpoint.MaxBytes / 1024 / 1024} MiB: split it, or use the linkwatch command.");

        var options = OptionsOf(call);
        var shape = await ImportReader.ReadShapeAsync(new MemoryStream(bytes), options, call.Stop);
        var survey = new ImportSurvey(call.Site!, ShownInvalid);
        await survey.ReadAsync(new MemoryStream(bytes), options, progress: null, call.Stop);
        return PageResult.Of<ImportPreviewPage, ImportPreviewModel>(
            call,
            new ImportPreviewModel(name, Convert.ToBase64String(bytes), ColumnsOf(call), shape, survey) { Refusal = RefusalOf(survey) });
    }

    public async Task<IResult> ImportAsync(DashboardCall call)
    {
        var (name, bytes) = await FileAsync(call);
        if (bytes is not { Length: > 0 }) return await ListAsync(call, "The file did not arrive: choose it again.");
        var links = new List<Backlink>();
        await foreach (var row in ImportReader.ReadAsync(new MemoryStream(bytes), OptionsOf(call), call.Stop))
        {
            if (row.Backlink is { } link && row.Kind == ImportRowKind.Link) links.Add(link);
        }

        if (links.Count is 0 or > ImportEndpoint.MaxLinks) return await ListAsync(call, "The file can’t be imported: look at it first.");
        var outcome = await tracker.AddAsync(call.Site!, links, name, progress: null, call.Stop);
        await targets.BeginAsync(call.Site!.Id, links, call.Stop);
        var refused = outcome.Refused.Count == 0 ? "" : $" Left out: {outcome.Refused.Count}, because {PageLoad.Problem}.";
        return call.Done(
            Addresses.Site(call.Site!.Id) + "/imports",
            $"Imported {Counted.Of(outcome.Added, "new link")}; {outcome.Changed} changed, {outcome.Unchanged} unchanged.{refused}");
    }

    private async Task<IResult> ListAsync(DashboardCall call, string? problem)
    {
        var portion = await sites.ListImportsAsync(call.Site!.Id, Cursor.Of(call, Keys.ImportPrefix), Rows, call.Stop);
        return PageResult.Of<ImportsPage, ImportsModel>(
            call,
            new ImportsModel([.. portion.Rows.Select(row => row.Row)], portion.Next, problem),
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private ImportOptions OptionsOf(DashboardCall call) => new(call.Site!.DefaultTarget())
    {
        Addresses = new AddressRules(fetch.AllowedAddresses),
        Columns = [.. ColumnsOf(call).Select(text => text.Split('=', 2))
            .Select(parts => parts is [var field, var header] ? ColumnChoice.Of(field, header) : null).OfType<ColumnChoice>()],
    };

    private static List<string> ColumnsOf(DashboardCall call) => [.. call.Form["column"].OfType<string>()];

    private static string? RefusalOf(ImportSurvey survey) => survey switch
    {
        { Refusal: { } refusal } => refusal.ToString(),
        { Links: 0 } => "there is no valid row in it",
        { Links: > ImportEndpoint.MaxLinks } =>
            $"it has more than {ImportEndpoint.MaxLinks} links: split it, or import it with the linkwatch command",
        { IsAllForeign: true } => "no target is on this site: perhaps the columns are swapped, or it is another site’s file",
        _ => null,
    };

    /// <summary>As uploaded, pasted, or brought back by the form of the preview.</summary>
    private static async Task<(string Name, byte[]? Bytes)> FileAsync(DashboardCall call)
    {
        if (call.Form.Files.GetFile("file") is { Length: > 0 } file)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, call.Stop);
            return (NameOf(file.FileName), bytes.ToArray());
        }

        if (call.Field("text") is { } text) return ("pasted", Encoding.UTF8.GetBytes(text));
        if (call.Field("content") is not { } content) return ("", null);
        var decoded = new byte[content.Length];
        return (NameOf(call.Field("name") ?? ""), Convert.TryFromBase64String(content, decoded, out var length) ? decoded[..length] : null);
    }

    private static string NameOf(string name) => ImportEndpoint.NameOf(name);
}
