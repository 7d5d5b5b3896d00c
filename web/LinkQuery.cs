using LinkWatch.Links;
using LinkWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>Which links a request lists, and in which order: <c>?status=lost&amp;tag=guest&amp;sort=address</c>.</summary>
internal sealed record LinkQuery(LinkFilter Filter, LinkOrder Order, bool WithChecks)
{
    public const string Status = "status";
    public const string Reason = "reason";
    public const string Rel = "rel";
    public const string Placed = "placement";
    public const string Host = "host";
    public const string Tag = "tag";
    public const string AcquiredBy = "acquired";
    public const string Unverifiable = "unverifiable";
    public const string Text = "text";
    public const string Sort = "sort";
    private const string Checks = "checks";

    public static IReadOnlyList<string> Parameters { get; } =
        [Status, Reason, Rel, Placed, Host, Tag, AcquiredBy, Unverifiable, Text, Sort, Checks];

    /// <summary>What is asked for, or the error. A parameter without a value is as if it were not there.</summary>
    public static (LinkQuery? Query, IResult? Refusal) Of(HttpRequest request)
    {
        IResult? refusal = null;
        var filter = new LinkFilter
        {
            Status = Name<ListedStatus>(Status),
            Reason = Name<Reason>(Reason),
            Rel = OneOf(Rel, LinkFacets.Rels),
            Placement = Name<Placement>(Placed),
            Host = Value(Host)?.ToLowerInvariant(),
            Tag = Value(Tag),
            Acquired = Name<Acquired>(AcquiredBy),
            IsUnverifiable = Flag(Unverifiable),
            Text = Value(Text),
        };
        var query = new LinkQuery(filter, Name<LinkOrder>(Sort) ?? LinkOrder.Change, Flag(Checks));
        return refusal is null ? (query, null) : (null, refusal);

        string? Value(string name) => (string?)request.Query[name] is { Length: > 0 } value ? value : null;

        T? Name<T>(string name) where T : struct, Enum =>
            OneOf(name, [.. Enum.GetValues<T>().Select(value => value.Name())]) is { } known ? KebabCase.Parse<T>(known) : null;

        bool Flag(string name) => OneOf(name, ["true", "false"]) == "true";

        string? OneOf(string name, IReadOnlyList<string> known)
        {
            if (Value(name) is not { } value) return null;
            if (known.Contains(value, StringComparer.OrdinalIgnoreCase)) return value.ToLowerInvariant();
            refusal ??= ApiAnswer.BadParameter(name, $"not one of {string.Join(", ", known)}");
            return null;
        }
    }
}
