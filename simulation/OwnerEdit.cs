namespace LinkWatch.Simulation;

/// <summary>What an owner does while the pipeline runs.</summary>
internal enum EditKind
{
    /// <summary>Imports the same file again.</summary>
    Import,

    /// <summary>Takes a link off the list.</summary>
    Remove,

    /// <summary>Puts it back.</summary>
    Return,

    /// <summary>Changes what is known of a link: its tags, and which rel tokens are expected.</summary>
    Describe,

    /// <summary>Saves the settings of a site: its cadence, addresses, pace and quiet hours.</summary>
    Settings,
}

/// <param name="At">When it is begun.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Link">Of this link, or of its site.</param>
/// <param name="Variety">Which of its variants.</param>
internal sealed record OwnerEdit(DateTimeOffset At, EditKind Kind, WorldLink Link, int Variety);

/// <summary>When a link was not on its owner's list: from the beginning of its removal to the end of its return.</summary>
internal sealed record Gap(DateTimeOffset From, DateTimeOffset To);
