using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>How much of a site was verified, as the day's sweep found it.</summary>
public sealed record CoverageRow : SiteRow
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Links tracked.</summary>
    public int Links { get; init; }

    /// <summary>Links verified within twice their cadence.</summary>
    public int Verified { get; init; }

    /// <summary>The others by the last reading's first reason; <c>not-read</c> where there was none.</summary>
    public IReadOnlyDictionary<string, int> NotVerified { get; init; } = new Dictionary<string, int>();

    /// <summary>When the link that waits longest was last verified; null where one never was.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Links not verified for days of which the owner was told nothing.</summary>
    public int Unverified { get; init; }

    /// <summary>When the first of those was last verified.</summary>
    public DateTimeOffset? UnverifiedSince { get; init; }

    /// <summary>How many silent links the owner was told of, in this silence; 0 once there are none.</summary>
    public int UnverifiedNotified { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Coverage(At);
}
