using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>One reading of one backlink, as confirmation sees it.</summary>
public sealed record LinkReading
{
    /// <summary>The planned time of the check: it names the reading.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    public required Status Status { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Whether all of the page was read: only then does a better reading bring the link back.</summary>
    public bool IsComplete { get; init; }

    /// <summary>An independent reader saw the link, but the deciding one did not.</summary>
    public bool IsDisputed { get; init; }

    /// <summary>For <see cref="Reason.PageRedirected"/>: whether the redirect says that it is for good.</summary>
    public bool IsPermanentRedirect { get; init; }

    /// <summary>
    /// Whether the page was requested without validators, and robots.txt and the canonical page again: only then does it confirm.
    /// </summary>
    public bool IsUnconditional { get; init; }

    /// <summary>Taken to be confirmed fast, for trying out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFast { get; init; }

    /// <summary>For <see cref="Reason.LinkRemoved"/>: whether the page is otherwise like the one that held the link.</summary>
    public bool IsPageAlike { get; init; }

    /// <summary>The deciding link, or null if none was seen.</summary>
    public LinkDetail? Detail { get; init; }

    /// <summary>
    /// Whether the link itself was seen. <c>robots-disallowed</c> may be known without the page: then nothing is said of its presence.
    /// </summary>
    [JsonIgnore]
    public bool IsSeen => Status is Status.Live or Status.Nofollow || (Status is Status.Unindexed && Detail is not null);
}

/// <summary>What the owner of a backlink expects of it.</summary>
/// <param name="Rel">Withholding tokens, as in <see cref="Backlink.ExpectedRel"/>.</param>
public sealed record LinkExpectations(IReadOnlyList<string> Rel)
{
    public static LinkExpectations None { get; } = new([]);

    public static LinkExpectations Of(Backlink link) => new(link.ExpectedRel);

    /// <summary>
    /// Whether the link is withheld just as the owner expects: every reason is an expected rel token. A nofollow for the whole page
    /// (<c>meta-nofollow</c>, <c>header-nofollow</c>) is never expected.
    /// </summary>
    public bool Cover(Status? status, IReadOnlyList<Reason> reasons) => status is Status.Nofollow && reasons.All(IsExpected);

    private bool IsExpected(Reason reason) => TokenOf(reason) is { } token && Rel.Contains(token, StringComparer.OrdinalIgnoreCase);

    private static string? TokenOf(Reason reason) => reason switch
    {
        Reason.RelNofollow => "nofollow",
        Reason.RelUgc => "ugc",
        Reason.RelSponsored => "sponsored",
        _ => null,
    };
}
