namespace LinkWatch.Hosting.Settings;

/// <summary>
/// Settings are invalid. Each problem is one line that names a setting and says what to do; the message is all of them, a line each.
/// </summary>
public sealed class SettingException : Exception
{
    public SettingException(string message, Exception? inner = null) : base(message, inner) => Problems = [message];

    public SettingException(IReadOnlyList<string> problems) : base(string.Join('\n', problems)) => Problems = problems;

    public IReadOnlyList<string> Problems { get; }
}
