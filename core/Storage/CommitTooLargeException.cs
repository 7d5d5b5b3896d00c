namespace LinkWatch.Storage;

/// <summary>
/// A commit, or one row of it, holds more than the store takes at once; nothing was written. Writes that do not belong together can be
/// made in parts.
/// </summary>
public sealed class CommitTooLargeException(string message, Exception? inner = null) : Exception(message, inner);
