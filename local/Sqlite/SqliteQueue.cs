using System.Globalization;
using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>A queue in the file. A receipt is the number of a lease; a message received again has a new one.</summary>
public sealed class SqliteQueue(SqliteFile file, string name, TimeProvider time) : IMessageQueue
{
    private const string Waiting = "FROM messages WHERE queue = $1 AND (visible_at <= $2 OR visible_at > $3)";

    /// <summary>No message is hidden for longer: one that is was sent, or leased, by a clock that was ahead.</summary>
    private static readonly TimeSpan MaxHidden = TimeSpan.FromDays(1);

    public string Name => name;

    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return file.WriteAsync(
            session => session.Execute(
                "INSERT INTO messages (queue, text, sent_at, visible_at) VALUES ($1, $2, $3, $4)",
                name, text, now.UtcTicks, (now + delay).UtcTicks) > 0,
            cancellationToken);
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 32);
        var now = time.GetUtcNow();
        // Idle polling takes no write lock.
        var hidden = (now + MaxHidden).UtcTicks;
        if (!await file.ReadAsync(
            session => session.Number($"SELECT EXISTS (SELECT 1 {Waiting})", name, now.UtcTicks, hidden) > 0, cancellationToken))
            return [];
        IReadOnlyList<ReceivedMessage> received = [];
        await file.WriteAsync(
            session =>
            {
                received = Lease(session, max, now, now + lease);
                return true;
            },
            cancellationToken);
        return received;
    }

    public Task<bool> DeleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        file.WriteAsync(
            session => session.Execute(
                "DELETE FROM messages WHERE id = $1 AND lease = $2", Number(message.Id), Number(message.Receipt)) > 0,
            cancellationToken);

    public Task<bool> ReleaseAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        GiveBackAsync(message, delay, uncounted: 0, cancellationToken);

    /// <summary>
    /// It counts as delivered once: who gets it next must know that another may have begun (<see cref="LinkWatch.Checking.SliceClaims"/>).
    /// </summary>
    public Task<bool> ReturnAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        GiveBackAsync(message, TimeSpan.Zero, uncounted: 1, cancellationToken);

    private Task<bool> GiveBackAsync(ReceivedMessage message, TimeSpan delay, int uncounted, CancellationToken cancellationToken)
    {
        var visibleAt = time.GetUtcNow() + delay;
        return file.WriteAsync(
            session => session.Execute(
                "UPDATE messages SET visible_at = $1, lease = NULL, holder = NULL, dequeue_count = max(1, dequeue_count - $2) "
                    + "WHERE id = $3 AND lease = $4",
                visibleAt.UtcTicks, uncounted, Number(message.Id), Number(message.Receipt)) > 0,
            cancellationToken);
    }

    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        file.ReadAsync(session => session.Number("SELECT count(*) FROM messages WHERE queue = $1", name), cancellationToken);

    private List<ReceivedMessage> Lease(SqliteSession session, int max, DateTimeOffset now, DateTimeOffset until)
    {
        var ids = session.Query(
            $"SELECT id {Waiting} ORDER BY visible_at, id LIMIT $4",
            row => row.Number(0), name, now.UtcTicks, (now + MaxHidden).UtcTicks, max);
        var lease = session.NextStamp();
        return ids.ConvertAll(id => session.Query(
            "UPDATE messages SET visible_at = $1, lease = $2, holder = $3, dequeue_count = dequeue_count + 1 WHERE id = $4 "
                + "RETURNING id, lease, text, dequeue_count, sent_at",
            Read, until.UtcTicks, lease, file.Holder, id).Single());
    }

    private static ReceivedMessage Read(SqliteStatement row) => new(
        row.Text(0),
        row.Text(1),
        row.Text(2),
        (int)row.Number(3),
        new DateTimeOffset(row.Number(4), TimeSpan.Zero));

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
