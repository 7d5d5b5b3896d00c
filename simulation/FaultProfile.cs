namespace LinkWatch.Simulation;

/// <summary>
/// How faulty the simulated web is, and how often links truly change. It is read from JSON; docs/simulation.md explains the fields.
/// </summary>
internal sealed record FaultProfile
{
    public WebTraits Web { get; init; } = new();

    /// <summary>Faults with a duration.</summary>
    public IReadOnlyDictionary<Fault, SpellRate> Faults { get; init; } = new Dictionary<Fault, SpellRate>();

    public AnswerFaults Answers { get; init; } = new();

    public OwnFaults Ourselves { get; init; } = new();

    public OwnerEdits Owners { get; init; } = new();

    public IReadOnlyDictionary<TrueChange, ChangeRate> Changes { get; init; } = new Dictionary<TrueChange, ChangeRate>();
}

/// <summary>Properties of the web. Shares are from 0 to 1.</summary>
internal sealed record WebTraits
{
    /// <summary>Hosts that send an ETag and answer 304.</summary>
    public double Validators { get; init; } = 0.5;

    /// <summary>Pages whose bytes differ in every answer.</summary>
    public double ChangingBytes { get; init; } = 0.1;

    /// <summary>Pages that show their links in some answers only.</summary>
    public double Rotating { get; init; }

    /// <summary>The share of answers in which those pages show their links.</summary>
    public double RotatingShows { get; init; } = 0.7;

    /// <summary>Pages that name another page as their canonical, which holds the same links.</summary>
    public double Canonicals { get; init; }

    /// <summary>Pages whose encoding is none of the usual and declared nowhere, with targets whose addresses need it.</summary>
    public double Undeclared { get; init; }
}

/// <summary>Faults of single answers, as shares of all answers.</summary>
internal sealed record AnswerFaults
{
    /// <summary>Answers that break off.</summary>
    public double Truncated { get; init; }

    /// <summary>Answers that are complete but whose compressed stream ends early.</summary>
    public double HalfCompressed { get; init; }
}

/// <summary>Our own faults.</summary>
internal sealed record OwnFaults
{
    /// <summary>How often a day the process is killed between two calls of its stores, queues, network and channels.</summary>
    public double CrashesPerDay { get; init; }

    /// <summary>How often a day the process is interrupted (Ctrl+C), and ends in good order.</summary>
    public double InterruptionsPerDay { get; init; }

    /// <summary>The share of messages that come again later, during a deployment.</summary>
    public double Replayed { get; init; } = 0.3;

    /// <summary>The share of deliveries that the mail provider defers.</summary>
    public double DeliveriesPutOff { get; init; }
}

/// <summary>What the owners do while the pipeline runs.</summary>
internal sealed record OwnerEdits
{
    /// <summary>How often a day they import, edit a link, or save settings.</summary>
    public double PerDay { get; init; }

    /// <summary>The share of links that are taken off the list once and put back later.</summary>
    public double Removed { get; init; }
}

/// <summary>
/// How often a fault begins, per day and host, page or process, and how long it lasts: between the two numbers of hours.
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

    /// <summary>The share that changes back.</summary>
    public double BackShare { get; init; }

    /// <summary>After how many days it changes back: between the two numbers.</summary>
    public IReadOnlyList<double> BackDays { get; init; } = [10, 20];
}
