using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>200 if all parts are healthy; otherwise 503. The body lists the parts.</summary>
public sealed class HealthEndpoint(IHealth health)
{
    public async Task<IResult> ShowAsync(CancellationToken cancellationToken)
    {
        var report = await health.ReportAsync(cancellationToken);
        return ApiAnswer.Of(report, report.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
