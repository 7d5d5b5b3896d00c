namespace LinkWatch.Hosting.Settings;

/// <summary>
/// A setting is invalid. The message is one line that names it and says what to do.
/// </summary>
public sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);
