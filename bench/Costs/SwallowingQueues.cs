using LinkWatch.Storage;

namespace LinkWatch.Bench.Costs;

/// <summary>Queues that count messages and discard them.</summary>
internal sealed class SwallowingQueues(CountingPages store) : IMessageQueues, IMessageQueue
{
    public IMessageQueue Checks => this;

    public IMessageQueue Alerts => this;

    public string Name => "checks";

    public IMessageQueue PoisonOf(IMessageQueue queue) => this;

    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        store.Messages++;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReceivedMessage>>([]);

    public Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> ReturnAsync(ReceivedMessage message, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<long> CountAsync(CancellationToken cancellationToken) => Task.FromResult(0L);
}
