namespace LinkWatch.Discovery.Reclaiming;

/// <summary>What a list of redirects is written for.</summary>
public enum RedirectFormat
{
    Nginx,
    Apache,
    Iis,
    Netlify,
}
