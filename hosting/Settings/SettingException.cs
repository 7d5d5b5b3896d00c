namespace LinkWatch.Hosting.Settings;

/// <summary>
/// A setting that cannot be; the message is one line for whoever runs LinkWatch that names the setting and says what to do.
/// </summary>
public sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);
