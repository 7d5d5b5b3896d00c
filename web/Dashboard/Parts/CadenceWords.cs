using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>How often pages are checked, in words.</summary>
public static class CadenceWords
{
    public static string Of(Cadence cadence) => cadence switch
    {
        Cadence.Hourly => "every hour",
        Cadence.SixHourly => "every 6 hours",
        Cadence.TwiceDaily => "twice a day",
        Cadence.Daily => "every day",
        _ => "every week",
    };
}
