using System.CommandLine;
using LinkWatch.Confirming;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>
/// <c>--confirm fast</c>: one cycle in which a site's links are read and confirmed without waiting. It ends with the command, so that
/// nobody can forget that it is on.
/// </summary>
internal static class FastConfirm
{
    public static Option<string?> Option { get; } = new("--confirm")
    {
        Description = "fast confirms without the usual hours between readings and reads all of the site's pages: for trying out only.",
        HelpName = "fast",
    };

    /// <exception cref="UsageException">It is neither fast nor normal.</exception>
    public static bool IsGiven(ParseResult parsed) => parsed.GetValue(Option) switch
    {
        null or "normal" => false,
        "fast" => true,
        var text => throw new UsageException($"--confirm: '{text}' is neither fast nor normal"),
    };

    /// <summary>The site that is named, or the only one.</summary>
    /// <exception cref="UsageException">There is no such site, or more than one to choose from.</exception>
    public static async Task<Site> SiteAsync(OpenPipeline pipeline, string? siteId, CancellationToken cancellationToken)
    {
        if (siteId is not null) return await pipeline.SiteAsync(siteId, cancellationToken);
        return await pipeline.Sites.ListSitesAsync(cancellationToken) switch
        {
            [var only] => only.Row,
            [] => throw new UsageException("--confirm fast: there is no site; add one with 'linkwatch site set'"),
            var sites => throw new UsageException(
                $"--confirm fast: there are {sites.Count} sites; name the one to try it on with --site ID"),
        };
    }

    public static string Words(Site site) =>
        $"Site {site.Id} is {FastConfirmation.Words}. Normally, it takes hours or days.";
}
