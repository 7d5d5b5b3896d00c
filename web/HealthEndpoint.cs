using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>200 while all is well, else 503, with what is not.</summary>
public sealed class HealthEndpoint(IHealth health)
{
    public async Task<IResult> ShowAsync(CancellationToken cancellationToken)
    {
        var report = await health.ReportAsync(cancellationToken);
        return ApiAnswer.Of(report, report.Healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
