using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>The pipeline's queues in the file.</summary>
public sealed class SqliteQueues(SqliteFile file, TimeProvider time) : IMessageQueues
{
    public IMessageQueue Checks { get; } = new SqliteQueue(file, "checks", time);

    public IMessageQueue Alerts { get; } = new SqliteQueue(file, "alerts", time);

    public IMessageQueue PoisonOf(IMessageQueue queue) => new SqliteQueue(file, queue.Name + "-poison", time);
}
