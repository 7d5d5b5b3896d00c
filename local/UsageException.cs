namespace LinkWatch.Local;

/// <summary>A mistake of the user. The message is one line that says what to do; the exit code is 2.</summary>
public sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
