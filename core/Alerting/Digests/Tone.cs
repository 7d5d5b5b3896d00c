namespace LinkWatch.Alerting.Digests;

/// <summary>
/// What kind of news something is, in reading order: shown by colour, by shape and in words, so that no reader needs all three.
/// </summary>
internal enum Tone
{
    Lost,
    Nofollow,
    Unindexed,

    /// <summary>Of contracts.</summary>
    Contract,
    Spike,
    Unchecked,
    Changed,
    Back,
    Plain,
}

/// <summary>How a tone looks.</summary>
/// <param name="Shape">A character that every mail program's fonts have.</param>
/// <param name="Light">Its colour on white: at least 4.5 to 1 (WCAG 2.2, 1.4.3).</param>
/// <param name="Dark">Its colour on the dark card.</param>
internal readonly record struct ToneLook(string Shape, string Light, string Dark)
{
    public static ToneLook Of(Tone tone) => tone switch
    {
        Tone.Lost => new("✕", "#b42318", "#ff9b92"),
        Tone.Nofollow => new("◐", "#8a5a00", "#f2c14e"),
        Tone.Unindexed => new("⊘", "#6941c6", "#c4b0f5"),
        Tone.Contract => new("§", "#8c4a00", "#ffb877"),
        Tone.Spike => new("▲", "#a21caf", "#f0abfc"),
        Tone.Unchecked => new("?", "#475467", "#b6c0cc"),
        Tone.Changed => new("≠", "#175cd3", "#93bbff"),
        Tone.Back => new("✓", "#067647", "#6cd49a"),
        _ => new("•", "#0b6e5e", "#5fd3bd"),
    };
}
