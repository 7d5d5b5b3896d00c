namespace LinkWatch.Simulation;

/// <summary>
/// How faulty the simulated web is, and how often links truly change. A JSON file; docs/simulation.md explains each field.
/// </summary>
internal sealed record FaultProfile
{
    public WebTraits Web { get; init; } = new();

    /// <summary>Faults that last a while.</summary>
    public IReadOnlyDictionary<Fault, SpellRate> Faults { get; init; } = new Dictionary<Fault, SpellRate>();

    public AnswerFaults Answers { get; init; } = new();

    public OwnFaults Ourselves { get; init; } = new();

    public IReadOnlyDictionary<TrueChange, ChangeRate> Changes { get; init; } = new Dictionary<TrueChange, ChangeRate>();
}

/// <summary>What the web is like. Shares are from 0 to 1.</summary>
internal sealed record WebTraits
{
    /// <summary>Hosts that send an ETag and answer 304.</summary>
    public double Validators { get; init; } = 0.5;

    /// <summary>Pages whose bytes differ at every answer.</summary>
    public double ChangingBytes { get; init; } = 0.1;

    /// <summary>Pages that show their links in some answers only.</summary>
    public double Rotating { get; init; }

    /// <summary>The answers in which those show them.</summary>
    public double RotatingShows { get; init; } = 0.7;

    /// <summary>Pages that name another page as their canonical, which holds the same links.</summary>
    public double Canonicals { get; init; }

    /// <summary>Pages whose encoding is none of the usual and declared nowhere, with targets whose addresses need it.</summary>
    public double Undeclared { get; init; }
}

/// <summary>Faults of single answers, as shares of all.</summary>
internal sealed record AnswerFaults
{
    /// <summary>Answers that break off.</summary>
    public double Truncated { get; init; }

    /// <summary>Answers whose compressed stream ends early, within a message that is whole.</summary>
    public double HalfCompressed { get; init; }
}

/// <summary>Faults of our own.</summary>
internal sealed record OwnFaults
{
    /// <summary>Times a day that the process is killed between two calls of its stores, queues, network and channels.</summary>
    public double CrashesPerDay { get; init; }

    /// <summary>The share of messages that come again, at some later time, within a deploy.</summary>
    public double Replayed { get; init; } = 0.3;

    /// <summary>The share of deliveries that the mail provider puts off.</summary>
    public double DeliveriesPutOff { get; init; }
}

/// <summary>
/// How often a fault begins, per host, page or process and day, and for how long it lasts: from the first to the second number of hours.
/// </summary>
internal sealed record SpellRate
{
    public required double PerDay { get; init; }

    public required IReadOnlyList<double> Hours { get; init; }
}

/// <summary>How often a link, page or host changes, and whether it changes back.</summary>
internal sealed record ChangeRate
{
    public required double PerDay { get; init; }

    /// <summary>The share that changes back …</summary>
    public double BackShare { get; init; }

    /// <summary>… after so many days: from the first to the second number.</summary>
    public IReadOnlyList<double> BackDays { get; init; } = [10, 20];
}
