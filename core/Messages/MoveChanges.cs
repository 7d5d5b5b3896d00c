namespace LinkWatch.Messages;

/// <summary>Message <c>move-changes</c> 1: move these changes from a shard's outbox to their sites.</summary>
public sealed record MoveChanges(int Shard, IReadOnlyList<string> RowKeys) : IMessage;
