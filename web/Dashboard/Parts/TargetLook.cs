using LinkWatch.Confirming;

namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>How the status of a target looks, as <see cref="StatusLook"/> does for links.</summary>
/// <param name="Class">Of the style sheet.</param>
/// <param name="Shape">A character.</param>
/// <param name="Word">As the owner reads it.</param>
public readonly record struct TargetLook(string Class, string Shape, string Word)
{
    public static TargetLook Of(TargetStatus? status) => status switch
    {
        null => new("pending", "◌", "pending"),
        TargetStatus.Live => new("live", "●", "live"),
        TargetStatus.Redirected => new("nofollow", "↷", "redirected"),
        TargetStatus.Unindexed => new("unindexed", "⊘", "unindexed"),
        _ => new("lost", "✕", "gone"),
    };
}
