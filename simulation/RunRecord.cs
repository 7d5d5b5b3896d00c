using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>The result of a run: what was stored, and what the mail provider accepted.</summary>
internal sealed record RunRecord
{
    /// <summary>Every change of every link, as stored with its site.</summary>
    public required IReadOnlyList<StoredChange> Stored { get; init; }

    /// <summary>Every acceptance of a mail, in order.</summary>
    public required IReadOnlyList<AcceptedMail> Mails { get; init; }

    /// <summary>Changes that call for an alert, were written with their page, and never reached their site.</summary>
    public int Unmoved { get; init; }

    /// <summary>Alerts that were accepted just before a crash, once for each crash; they may come again.</summary>
    public IReadOnlyList<string> Unmarked { get; init; } = [];

    /// <summary>Links that were not on their owner's list for a while.</summary>
    public IReadOnlyDictionary<WorldLink, Gap> Gaps { get; init; } = new Dictionary<WorldLink, Gap>();

    /// <summary>Owners' edits that are not stored as they were made, and those that failed.</summary>
    public IReadOnlyList<string> LostEdits { get; init; } = [];

    /// <summary>Owners' edits that were made.</summary>
    public int Edits { get; init; }

    /// <summary>Links checked, including re-checks.</summary>
    public int Checks { get; init; }

    /// <summary>Requests that the web answered.</summary>
    public int Requests { get; init; }

    /// <summary>The number of kills, by the call that was not made.</summary>
    public IReadOnlyDictionary<string, int> Deaths { get; init; } = new Dictionary<string, int>();

    /// <summary>How often the process was interrupted.</summary>
    public int Interruptions { get; init; }

    /// <summary>Messages that went to a poison queue.</summary>
    public int Poison { get; init; }

    /// <summary>Handlers that failed without being killed.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}

/// <summary>A stored change.</summary>
internal sealed record StoredChange
{
    public required string SiteId { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary><c>baseline</c>, <c>state</c>, <c>back</c>, <c>unverifiable</c> or <c>detail</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The state before; null while pending.</summary>
    public Status? Old { get; init; }

    /// <summary>The state after.</summary>
    public Status? New { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What it rests on, for findings.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Of a page that links lead to: it stands for both ends.</summary>
    public bool IsOfTarget => Source == Target;

    /// <summary>Whether it calls for an alert.</summary>
    public required bool IsAlert { get; init; }

    /// <summary>The incident that it belongs to, which a mail may report under one heading instead of link by link; null: none.</summary>
    public string? Incident { get; init; }

    /// <summary>When the first of the readings behind it was planned, by the machine's clock: a mail says so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the first of them was planned by the true time.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When the last of them was planned, by the true time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was written, by the true time.</summary>
    public required DateTimeOffset StoredAt { get; init; }
}

/// <summary>A mail that the provider accepted.</summary>
internal sealed record AcceptedMail(string SiteId, string AlertId, DateTimeOffset At, string Text)
{
    public string Key => $"{SiteId}/{AlertId}";
}
