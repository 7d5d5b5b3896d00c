using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Urls;
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
    public const string Target = "target";
    public const string Tag = "tag";
    public const string AcquiredBy = "acquired";
    public const string Unverifiable = "unverifiable";
    public const string Anchor = "anchor";
    public const string NoAnchor = "no-anchor";
    public const string AddedFrom = "added-from";
    public const string AddedTo = "added-to";
    public const string Text = "text";
    public const string Sort = "sort";
    private const string Checks = "checks";

    public static IReadOnlyList<string> Parameters { get; } =
    [
        Status, Reason, Rel, Placed, Host, Target, Tag, AcquiredBy, Unverifiable, Anchor, NoAnchor, AddedFrom, AddedTo, Text, Sort, Checks,
    ];

    /// <summary>What is asked for, or the error. A parameter without a value is as if it were not there.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="site">Whose links: days are of its time zone.</param>
    public static (LinkQuery? Query, IResult? Refusal) Of(HttpRequest request, Site site)
    {
        IResult? refusal = null;
        var filter = new LinkFilter
        {
            Status = Statuses(),
            Reason = Name<Reason>(Reason),
            Rel = OneOf(Rel, LinkFacets.Rels),
            Placement = Name<Placement>(Placed),
            Host = Value(Host)?.ToLowerInvariant(),
            Target = Address(Target),
            Tag = Value(Tag),
            Acquired = Name<Acquired>(AcquiredBy),
            IsUnverifiable = Flag(Unverifiable),
            Anchor = Flag(NoAnchor) ? "" : Value(Anchor),
            Added = Days(),
            Text = Value(Text),
        };
        var query = new LinkQuery(filter, Name<LinkOrder>(Sort) ?? LinkOrder.Change, Flag(Checks));
        return refusal is null ? (query, null) : (null, refusal);

        string? Value(string name) => (string?)request.Query[name] is { Length: > 0 } value ? value : null;

        T? Name<T>(string name) where T : struct, Enum => Value(name) is { } value ? Known<T>(name, value) : null;

        T? Known<T>(string name, string value) where T : struct, Enum =>
            Among(name, value, [.. Enum.GetValues<T>().Select(one => one.Name())]) is { } known ? KebabCase.Parse<T>(known) : null;

        bool Flag(string name) => OneOf(name, ["true", "false"]) == "true";

        StatusSet Statuses()
        {
            var names = (Value(Status) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return StatusSet.Of([.. names.Select(name => Known<ListedStatus>(Status, name)).OfType<ListedStatus>()]);
        }

        DaySpan? Days() => (Day(AddedFrom), Day(AddedTo)) is var (first, last) && (first ?? last) is not null
            ? new DaySpan(first, last, site.TimeZone)
            : null;

        DateOnly? Day(string name)
        {
            if (Value(name) is not { } value) return null;
            if (DateOnly.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            refusal ??= ApiAnswer.BadParameter(name, "not a day; write it as 2026-11-30");
            return null;
        }

        WebUrl? Address(string name)
        {
            if (Value(name) is not { } value) return null;
            if (WebUrl.TryParse(value.Contains("://", StringComparison.Ordinal) ? value : $"https://{value}", out var url) && url.IsHttp)
                return url;
            refusal ??= ApiAnswer.BadParameter(name, "not a web address; write it as https://shop.example/page");
            return null;
        }

        string? OneOf(string name, IReadOnlyList<string> known) => Value(name) is { } value ? Among(name, value, known) : null;

        string? Among(string name, string value, IReadOnlyList<string> known)
        {
            if (known.Contains(value, StringComparer.OrdinalIgnoreCase)) return value.ToLowerInvariant();
            refusal ??= ApiAnswer.BadParameter(name, $"not one of {string.Join(", ", known)}");
            return null;
        }
    }
}
