namespace LinkWatch.Local.Sqlite;

/// <summary>The data folder cannot be used; the message is one line for the user that says what to do.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);
