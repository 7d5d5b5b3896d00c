using LinkWatch.Storage;

namespace LinkWatch.Alerting;

/// <summary>Takes what visits found of candidates to the inboxes of their sites. Safe to repeat.</summary>
public interface ICandidateResults
{
    /// <param name="change">Its <see cref="ChangeRow.Candidates"/> are not null.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task ReceiveAsync(ChangeRow change, CancellationToken cancellationToken);
}
