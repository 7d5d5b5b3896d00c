namespace LinkWatch.Ranking;

/// <summary>A rank list, or a file made of one, cannot be used. The message goes on after the file's name, in one line.</summary>
public sealed class RankListException(string message, Exception? inner = null) : Exception(message, inner);
