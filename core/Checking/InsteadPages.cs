using LinkWatch.Html;
using LinkWatch.Judging;
using LinkWatch.Urls;

namespace LinkWatch.Checking;

/// <summary>Asks the pages that visitors see in a page's place whether they hold the links that are missing from its own markup.</summary>
internal sealed class InsteadPages(OtherPages pages)
{
    public async Task<IReadOnlyList<InsteadPage>> AskAsync(PageAnswer page, VisitContext visit, CancellationToken cancellationToken)
    {
        if (page is not { IsComplete: true, Robots.Refusal: null, Reading: { Instead: { } instead } reading }) return [];
        if (reading.Links.HoldAll(visit.Request.Targets, page.Referrer)) return [];
        var read = new List<InsteadPage>();
        foreach (var url in instead.Urls) read.Add(await ReadAsync(url, page.ReferrerOf(url), visit, cancellationToken));
        return read;
    }

    private async Task<InsteadPage> ReadAsync(
        WebUrl url, Referrer referrer, VisitContext visit, CancellationToken cancellationToken)
    {
        var page = await pages.ReadAsync(url, referrer, ending: null, visit, cancellationToken);
        return new(url, IsSeen: page.IsSeen && page.Reading is { Refresh: null, IsBlank: false }, page.Links) { Detail = page.Detail };
    }
}
