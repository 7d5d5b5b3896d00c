using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>What came of a run: what was stored, and what the mail provider accepted.</summary>
internal sealed record RunRecord
{
    /// <summary>Every change of every link, as its site keeps it.</summary>
    public required IReadOnlyList<StoredChange> Stored { get; init; }

    /// <summary>Every mail, once for each acceptance, in order.</summary>
    public required IReadOnlyList<AcceptedMail> Mails { get; init; }

    /// <summary>Changes to be told that were written with their page and never reached their site.</summary>
    public int Unmoved { get; init; }

    /// <summary>Alerts that were accepted just before a crash, once for each crash: those may come again.</summary>
    public IReadOnlyList<string> Unmarked { get; init; } = [];

    /// <summary>Links looked for, re-checks included.</summary>
    public int Checks { get; init; }

    /// <summary>Requests that the web answered.</summary>
    public int Requests { get; init; }

    /// <summary>How often the process was killed, by the call that it did not make any more.</summary>
    public IReadOnlyDictionary<string, int> Deaths { get; init; } = new Dictionary<string, int>();

    /// <summary>Messages given up.</summary>
    public int Poison { get; init; }

    /// <summary>Handlers that failed although nobody killed them.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}

/// <summary>A change as it was stored.</summary>
internal sealed record StoredChange
{
    public required string SiteId { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary><c>baseline</c>, <c>state</c>, <c>back</c>, <c>unverifiable</c> or <c>detail</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Believed before; null while pending.</summary>
    public Status? Old { get; init; }

    /// <summary>Believed after.</summary>
    public Status? New { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What it rests on, for findings.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Whether its owner is to be told.</summary>
    public required bool IsAlert { get; init; }

    /// <summary>Whether it belongs to many that turned together: those are told under one heading, not one by one.</summary>
    public bool IsInIncident { get; init; }

    /// <summary>When the first of the readings behind it was planned.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the last of them was planned.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset StoredAt { get; init; }
}

/// <summary>A mail that the provider accepted.</summary>
internal sealed record AcceptedMail(string SiteId, string AlertId, DateTimeOffset At, string Text)
{
    public string Key => $"{SiteId}/{AlertId}";
}
