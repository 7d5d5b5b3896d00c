using LinkWatch.Storage;

namespace LinkWatch.Local.Sqlite;

/// <summary>The data folder cannot be used. The message is one line that says what to do.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : StorageException(message, inner);
