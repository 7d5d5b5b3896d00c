using LinkWatch.Fetching;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>
/// An import file as the request body: CSV, TSV or one URL per line. Invalid rows are skipped and reported by number; an unreadable file
/// changes nothing.
/// </summary>
public sealed class ImportEndpoint(ISiteStore sites, LinkTracker tracker, TargetWatch targets, FetchOptions fetch)
{
    /// <summary>What the import is called in the site's list of them.</summary>
    public const string NameParameter = "name";

    internal const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Azure ends a request after 230 seconds; an import takes about 10 ms a link.</summary>
    internal const int MaxLinks = 10_000;
    private const int MaxReported = 100;
    private const int MaxName = 100;

    public async Task<IResult> ImportAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var (bytes, refusal) = await RequestBody.ReadAsync(request, "text/csv text/tab-separated-values", MaxBytes, cancellationToken);
        if (bytes is null) return refusal!;

        var file = new ReadFile();
        var options = new ImportOptions(owner.DefaultTarget()) { Addresses = new AddressRules(fetch.AllowedAddresses) };
        await foreach (var row in ImportReader.ReadAsync(bytes, options, cancellationToken))
        {
            file.Add(row);
            if (file.Refusal is { } why) return ApiAnswer.Error(ApiErrorCode.InvalidFile, why);
            if (file.Links.Count > MaxLinks)
                return ApiAnswer.Error(
                    ApiErrorCode.TooManyLinks,
                    $"the file has more than {MaxLinks} links; split it, or import it with the linkwatch command");
        }

        if (file.Links.Count == 0)
            return ApiAnswer.NothingValid("the file has no valid row", file.Problems);
        var name = NameOf((string?)request.Query[NameParameter] ?? "");
        var outcome = await tracker.AddAsync(owner, file.Links, name, progress: null, cancellationToken);
        await targets.BeginAsync(owner.Id, file.Links, cancellationToken);
        foreach (var link in outcome.Refused) file.Refuse(link);
        return ApiAnswer.Of(
            new ImportReport(outcome.Added, outcome.Changed, outcome.Unchanged, file.Repeated, file.Bad, file.Problems)
            {
                WithoutScheme = file.WithoutScheme,
            });
    }

    /// <summary>What an import is called, from what its sender calls it.</summary>
    internal static string NameOf(string given)
    {
        var name = string.Concat(given.Where(c => !char.IsControl(c)).Take(MaxName)).Trim();
        return name.Length > 0 ? name : "import";
    }

    private sealed class ReadFile
    {
        public List<Backlink> Links { get; } = [];

        public List<RowProblem> Problems { get; } = [];

        public int Bad { get; private set; }

        public int Repeated { get; private set; }

        public int WithoutScheme { get; private set; }

        public string? Refusal { get; private set; }

        public void Add(ImportRow row)
        {
            switch (row.Kind)
            {
                case ImportRowKind.Link:
                    Links.Add(row.Backlink!);
                    if (row.LacksScheme) WithoutScheme++;
                    break;
                case ImportRowKind.Duplicate:
                    Repeated++;
                    break;
                case ImportRowKind.Refusal:
                    Refusal = row.ToString();
                    break;
                default:
                    if (++Bad <= MaxReported) Problems.Add(new RowProblem(row.Number, row.Problem!));
                    break;
            }
        }

        /// <summary>Not the fault of a row, so the problem has number 0 and the page's URL.</summary>
        public void Refuse(Backlink link)
        {
            if (++Bad <= MaxReported) Problems.Add(new RowProblem(0, $"{link.Source.Href}: {PageLoad.Problem}"));
        }
    }
}
