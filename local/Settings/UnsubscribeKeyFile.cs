using LinkWatch.Alerting.Unsubscribing;

namespace LinkWatch.Local.Settings;

/// <summary>The keys of unsubscribe links in the data folder: made once, so that links in old mails stay good.</summary>
internal static class UnsubscribeKeyFile
{
    private const string Name = "unsubscribe.keys";

    /// <exception cref="UsageException">The file cannot be used.</exception>
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
                $"{Path.Combine(dataFolder, Name)}: {e.Message}; a line is an id and a secret of 64 hexadecimal digits, "
                    + "and without the file a new one is made",
                e);
        }
    }
}
