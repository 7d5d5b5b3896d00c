namespace LinkWatch.Html.Scripts;

/// <summary>A place in a script that leaves the page.</summary>
/// <param name="Kind">How.</param>
/// <param name="Certainty">Whether it happens without anybody's doing.</param>
/// <param name="Target">The address as the script writes it; null if it is worked out by the script.</param>
internal readonly record struct ScriptMove(MoveKind Kind, MoveCertainty Certainty, string? Target);

/// <summary>JavaScript that a page holds.</summary>
internal readonly record struct PageScript(string Text, bool IsModule);

internal enum MoveKind
{
    /// <summary>To an address.</summary>
    Navigation,

    /// <summary>The same address again, or what a form leads to: a check of the browser, or a step of a sign-on.</summary>
    Repetition,
}

internal enum MoveCertainty
{
    /// <summary>As soon as the page is loaded, or after a time.</summary>
    Always,

    /// <summary>If a condition is met that only a browser knows.</summary>
    Sometimes,
}
