using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>Where channel <c>webhook</c> sends, and how it signs.</summary>
/// <param name="Url">May hold a secret in its path or query: only its host is ever shown.</param>
/// <param name="Secret">Shared with the receiver, who verifies by it.</param>
public sealed record WebhookOptions(WebUrl Url, string Secret)
{
    /// <summary>From connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Records print their members; a secret is none to print.</summary>
    public override string ToString() => $"webhook to {Url.Authority}";
}
