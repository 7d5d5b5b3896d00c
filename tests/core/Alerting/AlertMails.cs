using LinkWatch.Alerting.Delivery;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Alerting;

internal static class AlertMails
{
    public static AlertMail Of(
        string subject = "[shop.example] 1 lost", string text = "1 lost\n", string html = "<p>1 lost</p>\n", string[]? owners = null) =>
        new("report-1", TestPipeline.Site with { Owners = owners ?? TestPipeline.Site.Owners }, subject, text, html, new DateTimeOffset(
            2026, 1, 5, 9, 30, 0, TimeSpan.FromHours(2)));
}
