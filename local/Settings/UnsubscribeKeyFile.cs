using LinkWatch.Alerting.Unsubscribing;

namespace LinkWatch.Local.Settings;

/// <summary>
/// The keys of unsubscribe links, sign-in links and sessions, in the data folder. Generated once, so that links in old mails stay valid.
/// </summary>
internal static class UnsubscribeKeyFile
{
    private const string Name = "unsubscribe.keys";

    /// <summary>Those of the settings; otherwise the file's.</summary>
    public static UnsubscribeKeys Of(LocalSettings settings) => settings.UnsubscribeKeys ?? Open(settings.DataFolder);

    /// <exception cref="UsageException">The file is invalid or cannot be read or written.</exception>
    public static UnsubscribeKeys Open(string dataFolder)
    {
        var lines = SecretFile.Open(dataFolder, Name, () => UnsubscribeKeys.NewLine("first"));
        try
        {
            return UnsubscribeKeys.Parse(lines);
        }
        catch (FormatException e)
        {
            throw new UsageException(
                $"{Path.Combine(dataFolder, Name)}: {e.Message}; a line is an id and a secret of 64 hexadecimal digits; "
                    + "delete the file to get a new one",
                e);
        }
    }
}
