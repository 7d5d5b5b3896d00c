namespace LinkWatch.Messages;

/// <summary>A text from a queue that no step knows: damaged, foreign, or of a newer version. It ends among the poison messages.</summary>
public sealed class UnreadableMessageException(string message, Exception? inner = null) : Exception(message, inner);
