using LinkWatch.Azure.Settings;

namespace LinkWatch.Local.Settings;

/// <summary>The settings that only the embedded host has.</summary>
public static class LocalSetting
{
    public static readonly Setting Data = new("LINKWATCH_DATA", "`./data`", "the data folder; `--data` wins");
    public static readonly Setting Tick = new("LINKWATCH_TICK", "`60`", "seconds between two ticks of `serve`");

    /// <summary>Every setting of the command.</summary>
    public static IReadOnlyList<Setting> All { get; } = [Data, Tick, .. Setting.All];
}
