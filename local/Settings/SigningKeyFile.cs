using LinkWatch.Signing;


namespace LinkWatch.Local.Settings;

/// <summary>
/// The keys that sign links in mails, sign-in links and sessions, in the data folder. Generated once, so that links in old mails stay
/// valid.
/// </summary>
internal static class SigningKeyFile
{
    /// <summary>In data folders and their backups since the keys signed unsubscribe links alone: another name would orphan them.</summary>
    public const string FileName = "unsubscribe.keys";

    /// <summary>Those of the settings; otherwise the file's.</summary>
    public static SigningKeys Of(LocalSettings settings) => settings.SigningKeys ?? Open(settings.DataFolder);

    /// <exception cref="UsageException">The file is invalid or cannot be read or written.</exception>
    public static SigningKeys Open(string dataFolder)
    {
        var lines = SecretFile.Open(dataFolder, FileName, () => SigningKeys.NewLine("first"));
        try
        {
            return SigningKeys.Parse(lines);
        }
        catch (FormatException e)
        {
            throw new UsageException(
                $"{Path.Combine(dataFolder, FileName)}: {e.Message}; a line is an id and a secret of 64 hexadecimal digits; "
                    + "delete the file to get a new one",
                e);
        }
    }
}
