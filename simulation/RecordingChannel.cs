using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Simulation;

/// <summary>The mail provider: records what it accepted, and when. It outlives our process.</summary>
internal sealed class RecordingChannel(CrashInjector crashes, World world, FaultProfile profile, SimulatedTime time, long seed)
    : IAlertChannel
{
    public const string ChannelName = "recorder";
    private const int Salt = 80;

    /// <summary>Longer than the pipeline waits.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    private Dice dice = new(seed, Salt);

    public string Name => ChannelName;

    /// <summary>The accepted mails, in order, including duplicates.</summary>
    public List<AcceptedMail> Accepted { get; } = [];

    /// <summary>Set after the end of the run, so that the remaining alerts can be delivered.</summary>
    public bool IsReliable { get; set; }

    public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        crashes.Step(nameof(IAlertChannel), nameof(DeliverAsync));
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsReliable && world.Ourselves.Of(Fault.ChannelOutages, time.GetUtcNow()) is { } outage) return Down(outage, cancellationToken);
        if (!IsReliable && dice.Chance(profile.Ourselves.DeliveriesPutOff))
            return Task.FromResult(new DeliveryOutcome(DeliveryResult.Retry, "busy"));
        var accepted = new AcceptedMail(mail.Site.Id, mail.AlertId, time.GetUtcNow(), mail.Text);
        Accepted.Add(accepted);
        crashes.Accepted(accepted.Key);
        return Task.FromResult(new DeliveryOutcome(DeliveryResult.Accepted));
    }

    private Task<DeliveryOutcome> Down(Spell outage, CancellationToken cancellationToken)
    {
        if (outage.Variety % 2 == 0) return Task.FromResult(new DeliveryOutcome(DeliveryResult.Retry, "connection refused"));
        time.Pass(Hang);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new DeliveryOutcome(DeliveryResult.Retry, "no answer"));
    }
}
