using LinkWatch.Links;

namespace LinkWatch.Local.Simulating;

/// <summary>What came of a run: what was stored, and what the mail provider accepted.</summary>
internal sealed record RunRecord
{
    /// <summary>Every change of every link, as its site keeps it.</summary>
    public required IReadOnlyList<StoredChange> Stored { get; init; }

    /// <summary>Every change in every mail accepted, once for each acceptance.</summary>
    public required IReadOnlyList<ToldChange> Told { get; init; }

    /// <summary>Changes to be told that were written with their page and never reached their site.</summary>
    public required int Unmoved { get; init; }

    /// <summary>Alerts that were accepted just before a crash, once for each crash: those may come again.</summary>
    public required IReadOnlyList<string> Unmarked { get; init; }

    public required int Mails { get; init; }

    /// <summary>Links looked for, re-checks included.</summary>
    public required int Checks { get; init; }

    /// <summary>Requests that the web answered.</summary>
    public required int Requests { get; init; }

    /// <summary>How often the process was killed.</summary>
    public required int Deaths { get; init; }

    /// <summary>Messages given up.</summary>
    public required int Poison { get; init; }

    /// <summary>Handlers that failed although nobody killed them.</summary>
    public required IReadOnlyList<string> Errors { get; init; }
}

/// <summary>Names a change.</summary>
internal sealed record FactKey(string SiteId, string Source, string Target, DateTimeOffset At, string Kind);

/// <param name="Key">Which link, when confirmed, what sort of change.</param>
/// <param name="Old">Believed before; null while pending.</param>
/// <param name="New">Believed after.</param>
/// <param name="Reasons">Why.</param>
/// <param name="IsAlert">Whether its owner is to be told.</param>
/// <param name="Since">The first of the readings behind it.</param>
/// <param name="StoredAt">When it was written.</param>
internal sealed record StoredChange(FactKey Key, Status? Old, Status? New, IReadOnlyList<string> Reasons, bool IsAlert, DateTimeOffset Since, DateTimeOffset StoredAt);

/// <param name="Key">Which change.</param>
/// <param name="At">When the provider accepted it.</param>
/// <param name="Alert">In which mail.</param>
internal sealed record ToldChange(FactKey Key, DateTimeOffset At, string Alert);
