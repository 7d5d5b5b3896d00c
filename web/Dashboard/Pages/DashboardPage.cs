using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Components;

namespace LinkWatch.Web.Dashboard.Pages;

/// <summary>A page of the dashboard: everything it shows was read before.</summary>
public abstract class DashboardPage<TModel> : ComponentBase
{
    [Parameter]
    [EditorRequired]
    public DashboardCall Call { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public TModel Model { get; set; } = default!;
}
