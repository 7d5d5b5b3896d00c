namespace LinkWatch.Simulation;

/// <summary>The referee's figures; docs/simulation.md defines them.</summary>
internal sealed record SimulationFigures
{
    public required int TrueChanges { get; init; }

    public required int DueChanges { get; init; }

    public required int FalseAlerts { get; init; }

    public required int MissedChanges { get; init; }

    public required TargetFigures Targets { get; init; }

    public required LossFigures Losses { get; init; }

    public required int LostAlerts { get; init; }

    public required int DuplicateAlerts { get; init; }

    public required int LostEdits { get; init; }

    public required int ExcusedDuplicates { get; init; }

    public required RotatingFigures Rotating { get; init; }

    /// <summary>For each change that was stored: what changed, and the hours until then.</summary>
    public required IReadOnlyList<(string Change, double Hours)> Detected { get; init; }

    public DetectionFigures DetectionHours => Quantiles.ByReason(Detected);

    public required Quantiles MailHours { get; init; }

    public required int IntactDays { get; init; }

    public required IReadOnlyList<string> Findings { get; init; }
}

/// <summary>What the other figures hold of pages that links lead to.</summary>
/// <param name="Pages">How many were watched.</param>
/// <param name="TrueChanges">Those that truly changed.</param>
/// <param name="DueChanges">Changes and returns that called for an alert.</param>
/// <param name="Alerts">Changes that were reported.</param>
/// <param name="FalseAlerts">Those of them that were not true.</param>
/// <param name="MissedChanges">What called for an alert that never came.</param>
internal sealed record TargetFigures(int Pages, int TrueChanges, int DueChanges, int Alerts, int FalseAlerts, int MissedChanges);

/// <param name="Due">Links that were lost for good early enough to be reported.</param>
/// <param name="Reported">How many of them were reported.</param>
internal sealed record LossFigures(int Due, int Reported);

/// <param name="Links">Links on rotating pages.</param>
/// <param name="Alerts">How often one of them was reported lost.</param>
/// <param name="Reported">How many of them were ever reported lost.</param>
internal sealed record RotatingFigures(int Links, int Alerts, int Reported);

/// <summary>Hours from a true change until it was stored, in total and by kind.</summary>
internal sealed record DetectionFigures(int Count, double P50, double P99, IReadOnlyDictionary<string, Quantiles> ByReason);

/// <param name="Count">The number of changes.</param>
/// <param name="P50">The median.</param>
/// <param name="P99">The 99th percentile.</param>
internal sealed record Quantiles(int Count, double P50, double P99)
{
    public static Quantiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new Quantiles(sorted.Count, At(sorted, 0.5), At(sorted, 0.99));
    }

    public static DetectionFigures ByReason(IReadOnlyList<(string Reason, double Hours)> detected)
    {
        var all = Of(detected.Select(change => change.Hours));
        var byReason = detected.GroupBy(change => change.Reason).OrderBy(reason => reason.Key, StringComparer.Ordinal)
            .ToDictionary(reason => reason.Key, reason => Of(reason.Select(change => change.Hours)));
        return new DetectionFigures(all.Count, all.P50, all.P99, byReason);
    }

    /// <summary>By nearest rank; 0 if there are none.</summary>
    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)], 1);
}
