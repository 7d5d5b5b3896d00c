using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>Where a chat takes messages.</summary>
/// <param name="Service">Which chat.</param>
/// <param name="Url">Its path commonly is a secret: only its host is ever shown.</param>
/// <param name="Setting">The setting that holds the address.</param>
public sealed record ChatOptions(IChatService Service, WebUrl Url, string Setting)
{
    /// <summary>What proves who we are, where the address alone does not; null for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>From connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Records print their members; a secret is none to print.</summary>
    public override string ToString() => $"{Service.Name} at {Url.Authority}";
}
