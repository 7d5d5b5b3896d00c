using LinkWatch.Reporting;
using LinkWatch.Sites;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>The links of a site that are paid for, whether their contracts ended or not, the first to end first.</summary>
public sealed class ContractEndpoint(ISiteStore sites, SiteContracts contracts)
{
    public async Task<IResult> ListAsync(string site, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await sites.FindSiteAsync(site, cancellationToken) is not { Row: var owner }) return ApiAnswer.NoSuchSite();
        var (page, refusal) = Paging.Of(request, SiteContracts.IsNext);
        if (page is null) return refusal!;
        var found = await contracts.ListAsync(owner, WhichContracts.All, page.From, page.Rows, cancellationToken);
        return ApiAnswer.Of(new ContractList([.. found.Contracts.Select(contract => ContractReport.Of(site, contract))], found.Next));
    }
}
