using LinkWatch.Hosting.Settings;

namespace LinkWatch.Local.Settings;

/// <summary>The settings that only the embedded host has.</summary>
public static class LocalSetting
{
    public static readonly Setting Data = new("LINKWATCH_DATA", "`./data`", "the data folder; `--data` wins");
    public static readonly Setting Storage = new("LINKWATCH_STORAGE", "none", "the storage account that all is kept in, in place of a file in the data folder: a connection string or an account's name; `--storage` wins");
    public static readonly Setting Tick = new("LINKWATCH_TICK", "`60`", "seconds between two ticks of `serve`");

    /// <summary>Every setting of the command.</summary>
    public static IReadOnlyList<Setting> All { get; } = [Data, Storage, Tick, .. Setting.All];
}
