namespace LinkWatch.Judging.Gates;

/// <summary>Pages that turn a browser away name others: the same names in every language.</summary>
internal static class Browsers
{
    private static readonly string[] Names =
        ["chrome", "firefox", "safari", "edge", "opera", "internet explorer", "vivaldi", "brave", "yandex", "samsung internet", "netscape"];

    private static readonly string[] Makers =
    [
        "google.com/chrome", "mozilla.org", "firefox.com", "microsoft.com/edge", "microsoft.com/windows/microsoft-edge", "apple.com/safari",
        "opera.com", "browsehappy.com", "updatemybrowser.org", "outdatedbrowser.com", "whatbrowser.org", "browser-update.org",
    ];

    public static bool AreNamed(GateFacts facts)
    {
        var text = string.Join(' ', facts.Text.Headings.Concat(facts.Text.Blocks));
        return Names.Count(name => text.Contains(name, StringComparison.Ordinal)) >= 2
            || facts.Shape.Links.Any(link => Makers.Any(maker => link.Href.Href.Contains(maker, StringComparison.Ordinal)));
    }
}
