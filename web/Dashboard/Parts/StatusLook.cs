using LinkWatch.Links;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>How a status looks: colour (by its class), shape and word, so that no reader needs all three. As in the mails.</summary>
/// <param name="Class">Of the style sheet.</param>
/// <param name="Shape">A character.</param>
/// <param name="Word">As the owner reads it.</param>
public readonly record struct StatusLook(string Class, string Shape, string Word)
{
    /// <summary>The order of tiles and filters: what is good, then what is worst last.</summary>
    public static IReadOnlyList<Status?> All { get; } = [Status.Live, Status.Nofollow, Status.Unindexed, Status.Lost, null];

    public static StatusLook Of(Status? status) => status switch
    {
        null => new("pending", "◌", "pending"),
        Status.Live => new("live", "●", "live"),
        Status.Nofollow => new("nofollow", "◐", "nofollow"),
        Status.Unindexed => new("unindexed", "⊘", "unindexed"),
        Status.Lost => new("lost", "✕", "lost"),
        _ => new("unchecked", "?", "unknown"),
    };
}
