using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Pages;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>The links that are paid for.</summary>
public sealed class ContractViews(SiteContracts contracts)
{
    private const int Rows = 50;

    public async Task<IResult> ListAsync(DashboardCall call)
    {
        var which = call.Query("show") switch
        {
            "ended" => WhichContracts.Ended,
            "all" => WhichContracts.All,
            _ => WhichContracts.Open,
        };
        var page = await contracts.ListAsync(call.Site!, which, Cursor.Of(call, Keys.Contracts), Rows, call.Stop);
        return PageResult.Of<ContractsPage, ContractsModel>(call, new ContractsModel(which, page));
    }
}
