using LinkWatch.Azure;
using LinkWatch.Hosting.Settings;
using LinkWatch.Web.SiteKeys;

namespace LinkWatch.Local.Settings;

/// <summary>The effective settings: the environment, overridden by the command line.</summary>
public sealed record LocalSettings : HostSettings
{
    public LocalSettings()
    {
    }

    private LocalSettings(HostSettings shared) : base(shared)
    {
    }

    public string DataFolder { get; init; } = "./data";

    /// <summary>The storage account used instead of the data folder's file, or null.</summary>
    public AzureStorageOptions? Storage { get; init; }

    /// <summary>The name of the storage, for messages.</summary>
    public string Place => Storage?.ToString() ?? DataFolder;

    /// <summary>What the API asks of whoever comes from outside; null: a generated one if there is a public address, else none.</summary>
    public string? ApiKey { get; init; }

    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(60);

    public string OutboxFolder => Path.Combine(DataFolder, "outbox");

    /// <param name="variable">The value of a variable, or null.</param>
    /// <exception cref="SettingException">Values are invalid: all of them.</exception>
    public static new LocalSettings From(Func<string, string?> variable)
    {
        var read = new SettingReader(variable);
        var defaults = new LocalSettings();
        var settings = new LocalSettings(Collect(read))
        {
            DataFolder = read.Collect(() => read.Text(LocalSetting.Data)) ?? defaults.DataFolder,
            Storage = read.Collect(() => read.Text(LocalSetting.Storage) is { } account
                ? AzureStorageOptions.Parse(account, LocalSetting.Storage.Name)
                : null),
            ApiKey = read.Collect(() => OperatorsKey(read.Text(LocalSetting.ApiKey))),
            Tick = read.Collect(() => read.Seconds(LocalSetting.Tick, min: 1)) ?? defaults.Tick,
        };
        read.ThrowIfWrong();
        return settings;
    }

    private static string? OperatorsKey(string? key) => key?.StartsWith(SiteKeyGate.Mark, StringComparison.Ordinal) == true
        ? throw new SettingException(
            $"{LocalSetting.ApiKey.Name} must not begin with {SiteKeyGate.Mark}, as the keys of sites do: it would be taken for one")
        : key;
}
