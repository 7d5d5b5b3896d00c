namespace LinkWatch.Local.Demo;

/// <summary>A page of the built-in web: its first state and how it changes.</summary>
/// <param name="Host">The first label of its host.</param>
/// <param name="Path">Begins with a slash.</param>
/// <param name="Title">Its title.</param>
/// <param name="First">Its state when the links are imported.</param>
/// <param name="Turns">Its later states, by the day of the demo.</param>
internal sealed record DemoPage(string Host, string Path, string Title, PageKind First, params (int Day, PageKind Kind)[] Turns)
{
    /// <summary>The path of the page that it links to, on the demo's own site.</summary>
    public string Target { get; init; } = DemoPages.Tea;

    /// <summary>How many days from the import on the link is paid for; null if it is not.</summary>
    public int? PaidDays { get; init; }

    public PageKind On(int day) => Turns.LastOrDefault(turn => turn.Day <= day) is { Day: > 0 } turn ? turn.Kind : First;
}

/// <summary>The states of a page of the built-in web.</summary>
internal enum PageKind
{
    Live,
    LiveOtherAnchor,
    BoughtAnchor,
    Nofollow,
    Sponsored,
    UserGenerated,
    Removed,
    TargetChanged,
    Gone,
    Moved,
    MovedForGood,
    Suspended,
    Noindex,
    NoindexHeader,
    Blocked,
    Challenge,
    Broken,
    Slow,
    Silent,
    Huge,
    CutShort,
    Cyrillic,
    Japanese,
    Utf16,
    Script,
    Pdf,
    Loop,
}
