using LinkWatch.Links;
using LinkWatch.Months;
using LinkWatch.Web.Dashboard.Parts;
using LinkWatch.Web.Dashboard.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace LinkWatch.Web.Dashboard;

/// <summary>A month's report as an HTML file of its own.</summary>
public static class ReportFile
{
    /// <param name="services">Of the host.</param>
    /// <param name="logs">Of the host.</param>
    /// <param name="site">Whose.</param>
    /// <param name="report">What it says.</param>
    /// <param name="publicUrl">Where its readers reach the dashboard; null if they can't: then its numbers lead nowhere.</param>
    /// <param name="paper">What it is printed on, as CSS names it; null if whoever prints it says so.</param>
    public static async Task<string> RenderAsync(
        IServiceProvider services, ILoggerFactory logs, Site site, MonthlyReport report, Uri? publicUrl, string? paper)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ReportDocument.Site)] = site,
            [nameof(ReportDocument.Report)] = report,
            [nameof(ReportDocument.Root)] = publicUrl?.AbsoluteUri.TrimEnd('/'),
            [nameof(ReportDocument.Paper)] = paper,
            [nameof(ReportDocument.Style)] = StaticFiles.Text("app.css"),
        });
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<ReportDocument>(parameters)).ToHtmlString());
    }
}
