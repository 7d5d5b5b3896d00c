namespace LinkWatch.Local;

/// <summary>Something that the user can put right: the message is one line that says what to do. Ends the command with 2.</summary>
public sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
