using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Confirming;

/// <summary>What is believed of a backlink after confirmation, and what the latest readings say instead.</summary>
public sealed record LinkState
{
    public static LinkState Pending { get; } = new();

    /// <summary>Null while pending: no reading has been confirmed yet.</summary>
    public Status? Status { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>When <see cref="Status"/> was first read as it is.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// What the latest readings say instead, until confirmed or withdrawn. While there is one, requests are unconditional.
    /// </summary>
    public Candidate? Candidate { get; init; }

    /// <summary>Candidates of other statuses, which the latest reading neither supports nor contradicts: at most one each.</summary>
    public IReadOnlyList<Candidate> SetAside { get; init; } = [];

    /// <summary>The run of <c>unknown</c> readings, or null.</summary>
    public UnknownRun? Unknown { get; init; }

    /// <summary>
    /// When the link was last seen again after an absent reading, or null: for 14 days from then it is lost only after 7 days of absence.
    /// </summary>
    public Flap? Flap { get; init; }

    /// <summary>Planned time of the last reading applied: one not later is a replay and is ignored.</summary>
    public DateTimeOffset? LastPlanned { get; init; }

    /// <summary>The last reading with any status but unknown.</summary>
    public DateTimeOffset? LastVerified { get; init; }

    /// <summary>The best status with which LinkWatch itself saw the link, or null: only a state worse than this is an alert.</summary>
    public Status? BestSeen { get; init; }

    /// <summary>The link as last seen: detail changes are differences from this.</summary>
    public LinkDetail? Detail { get; init; }

    /// <summary>Other reasons that the latest readings give for the same status, or null.</summary>
    public Variant<IReadOnlyList<Reason>>? OtherReasons { get; init; }

    /// <summary>Another anchor, placement or target that the latest readings found within the same status, or null.</summary>
    public Variant<LinkDetail>? OtherDetail { get; init; }

    /// <summary>Whether <see cref="Status"/> was confirmed fast, for trying out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFast { get; init; }
}

/// <summary>Readings of one status worse than the one believed, with none in between that contradicts it.</summary>
/// <param name="Status">What every one of them said.</param>
/// <param name="Reasons">All reasons seen in them: the longest window holds.</param>
/// <param name="First">When the first was planned.</param>
/// <param name="Last">When the last that counts was planned.</param>
/// <param name="Readings">How many count.</param>
/// <param name="IsPermanentRedirect">Whether all the redirects in them said that they are for good.</param>
/// <param name="IsPageAlike">Whether the page was otherwise alike in all of them.</param>
/// <param name="IsDisputed">Whether an independent reader saw the link in any of them.</param>
public sealed record Candidate(
    Status Status,
    IReadOnlyList<Reason> Reasons,
    DateTimeOffset First,
    DateTimeOffset Last,
    int Readings,
    bool IsPermanentRedirect,
    bool IsPageAlike,
    bool IsDisputed);

/// <summary>A run of <c>unknown</c> readings.</summary>
/// <param name="First">When the first was planned.</param>
/// <param name="Readings">How many.</param>
/// <param name="Reasons">The last one's reasons.</param>
/// <param name="NotifiedUnverifiableAt">When the owner was notified that the link cannot be verified, or null.</param>
/// <param name="NotifiedUnresolvableAt">When the owner was notified that the domain no longer resolves, or null.</param>
/// <param name="UnresolvedSince">First of the latest run of readings that all say <c>dns</c>, or null.</param>
public sealed record UnknownRun(
    DateTimeOffset First,
    int Readings,
    IReadOnlyList<Reason> Reasons,
    DateTimeOffset? NotifiedUnverifiableAt = null,
    DateTimeOffset? NotifiedUnresolvableAt = null,
    DateTimeOffset? UnresolvedSince = null);

/// <summary>A link that was absent and seen again.</summary>
public sealed record Flap(DateTimeOffset SeenAgainAt);

/// <summary>Another value that the latest readings agree on, within the status believed.</summary>
/// <param name="Value">What they say.</param>
/// <param name="First">When the first was planned.</param>
/// <param name="Readings">How many.</param>
public sealed record Variant<T>(T Value, DateTimeOffset First, int Readings);

/// <summary>What the owner is notified about if it changes although the status does not.</summary>
public sealed record LinkDetail(string Href, string Anchor, Placement Placement, IReadOnlyList<string> Rel)
{
    /// <summary>Whether the anchor is the alternative text of an image.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsImage { get; init; }
}

/// <summary>A link whose degradation is being confirmed, or was confirmed: what the outage detector counts.</summary>
/// <param name="Cause">What it degrades to.</param>
/// <param name="At">Planned time of the reading with which it began.</param>
/// <param name="IsConfirmed">Whether it is believed by now, or the link flagged unverifiable.</param>
public sealed record PendingDegradation(IncidentCause Cause, DateTimeOffset At, bool IsConfirmed)
{
    /// <summary>The degradation after a reading, or null if there is none.</summary>
    /// <param name="before">The degradation before the reading.</param>
    /// <param name="confirmation">What the reading made of the link.</param>
    /// <param name="at">The reading's planned time.</param>
    /// <param name="options">When <c>unknown</c> readings count as a degradation.</param>
    public static PendingDegradation? After(
        PendingDegradation? before, Confirmation confirmation, DateTimeOffset at, ConfirmOptions options)
    {
        var (state, change, _) = confirmation;
        if (state.Status is not null && state.Candidate is { } candidate)
            return Go(before, CauseOf(candidate.Status), at, isConfirmed: false);
        if (change is { Kind: ChangeKind.State } && change.New > change.Old)
            return Go(before, CauseOf(change.New.Value), at, isConfirmed: true);
        if (state.Status is not Status.Lost && state.Unknown is { } run && run.Readings >= options.OutageUnknowns)
        {
            return Go(before, IncidentCause.Unreadable, at, run.NotifiedUnverifiableAt is not null);
        }

        var stands = before is { IsConfirmed: true, Cause: not IncidentCause.Unreadable } && change?.Kind is not ChangeKind.Back;
        return stands ? before : null;
    }

    private static PendingDegradation Go(PendingDegradation? before, IncidentCause cause, DateTimeOffset at, bool isConfirmed) =>
        new(cause, before?.Cause == cause ? before.At : at, isConfirmed);

    private static IncidentCause CauseOf(Status status) => status switch
    {
        Status.Nofollow => IncidentCause.Nofollow,
        Status.Unindexed => IncidentCause.Unindexed,
        _ => IncidentCause.Lost,
    };
}

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
