using LinkWatch.Hosting.Settings;

namespace LinkWatch.Local.Settings;

/// <summary>The settings of the embedded host only.</summary>
public static class LocalSetting
{
    public static readonly Setting Data = new("LINKWATCH_DATA", "`./data`", "the data folder; `--data` overrides it");
    public static readonly Setting Storage = new(
        "LINKWATCH_STORAGE",
        "none",
        "a storage account to use instead of the file in the data folder: a connection string or an account name; `--storage` "
        + "overrides it");
    public static readonly Setting Tick = new("LINKWATCH_TICK", "`60`", "how often `serve` looks for pages that are due, in seconds");
    public static readonly Setting ApiKey = new(
        "LINKWATCH_API_KEY",
        "none; with a public address or `--listen`, generated once, in the data folder",
        "the key that the HTTP API of `serve` asks for, in the header `x-functions-key`; signed links in mails and `/health` need none");

    /// <summary>All settings of the command.</summary>
    public static IReadOnlyList<Setting> All { get; } = [Data, Storage, Tick, ApiKey, .. Setting.All];
}
