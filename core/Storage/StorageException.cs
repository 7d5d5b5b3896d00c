namespace LinkWatch.Storage;

/// <summary>
/// The storage cannot be reached, or refuses us: no fault of what was asked. What was in work comes again. The message is one line for
/// whoever runs LinkWatch.
/// </summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
