using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>What opens a site to whoever has its secret: a key of the HTTP API, or a shared address of the dashboard.</summary>
public sealed record AccessRow : SiteRow
{
    /// <summary>The public part of the secret, which names this row.</summary>
    public required string AccessId { get; init; }

    /// <summary>What its maker calls it.</summary>
    public required string Name { get; init; }

    public required AccessScope Scope { get; init; }

    /// <summary>Of the secret, which is kept nowhere.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who made it, as the dashboard knows them.</summary>
    public required string MadeBy { get; init; }

    /// <summary>Null: when it is revoked.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>To the hour; null until it is first used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Access(AccessId);

    public bool IsOver(DateTimeOffset now) => EndsAt <= now;
}

/// <summary>What a secret opens.</summary>
public enum AccessScope
{
    /// <summary>What the API shows of the site.</summary>
    ReadOnly,

    /// <summary>That, and changes of it.</summary>
    Full,

    /// <summary>The site's pages in the dashboard, to look at.</summary>
    Pages,
}
