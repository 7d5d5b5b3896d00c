using LinkWatch.Links;

namespace LinkWatch.Confirming;

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
