namespace LinkWatch.Simulation;

/// <summary>The output of <c>simulate --json</c>. Nothing in it depends on the machine or the time of day.</summary>
internal sealed record SimulationReport
{
    public required string Profile { get; init; }

    public required int Days { get; init; }

    public required int Links { get; init; }

    public required long Seed { get; init; }

    public required int Hosts { get; init; }

    public required int Pages { get; init; }

    public required int Checks { get; init; }

    public required int Requests { get; init; }

    public required int IntactDays { get; init; }

    public required int TrueChanges { get; init; }

    /// <summary>Changes and returns that called for an alert.</summary>
    public required int DueChanges { get; init; }

    public required int FalseAlerts { get; init; }

    public required int MissedChanges { get; init; }

    public required TargetFigures Targets { get; init; }

    public required LossFigures Losses { get; init; }

    public required int LostAlerts { get; init; }

    public required int DuplicateAlerts { get; init; }

    /// <summary>Owners' edits that were made, and those of them that are not stored as they were made.</summary>
    public required int Edits { get; init; }

    public required int LostEdits { get; init; }

    /// <summary>Mails sent twice because of a crash between acceptance and mark.</summary>
    public required int ExcusedDuplicates { get; init; }

    public required RotatingFigures Rotating { get; init; }

    public required DetectionFigures DetectionHours { get; init; }

    public required Quantiles MailHours { get; init; }

    public required int Mails { get; init; }

    /// <summary>How often our process was killed.</summary>
    public required int Crashes { get; init; }

    /// <summary>The number of kills, by the call that was not made.</summary>
    public required IReadOnlyDictionary<string, int> CrashesBefore { get; init; }

    /// <summary>How often our process was interrupted.</summary>
    public required int Interruptions { get; init; }

    /// <summary>Messages that went to a poison queue.</summary>
    public required int Poison { get; init; }

    /// <summary>Handlers that failed without being killed.</summary>
    public required int Errors { get; init; }

    /// <summary>How often each fault occurred.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>The first fifty mistakes, one line each, and the errors.</summary>
    public required IReadOnlyList<string> Findings { get; init; }
}
