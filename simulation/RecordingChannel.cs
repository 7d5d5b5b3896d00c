using LinkWatch.Alerting.Delivery;

namespace LinkWatch.Simulation;

/// <summary>The mail provider: writes down what it accepted, and when. It outlives our process.</summary>
internal sealed class RecordingChannel(CrashInjector crashes, FaultProfile profile, SimulatedTime time, long seed) : IAlertChannel
{
    public const string ChannelName = "recorder";
    private const int Salt = 80;

    private Dice dice = new(seed, Salt);

    public string Name => ChannelName;

    /// <summary>In the order of acceptance; one that came twice is there twice.</summary>
    public List<AcceptedMail> Accepted { get; } = [];

    /// <summary>Set once the run is over, so that what is left can be told.</summary>
    public bool IsReliable { get; set; }

    public Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        crashes.Step(nameof(IAlertChannel), nameof(DeliverAsync));
        if (!IsReliable && dice.Chance(profile.Ourselves.DeliveriesPutOff))
            return Task.FromResult(new DeliveryOutcome(DeliveryResult.Retry, "busy"));
        var accepted = new AcceptedMail(mail.Site.Id, mail.AlertId, time.GetUtcNow(), mail.Text);
        Accepted.Add(accepted);
        crashes.Accepted(accepted.Key);
        return Task.FromResult(new DeliveryOutcome(DeliveryResult.Accepted));
    }
}
