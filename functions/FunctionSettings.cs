using LinkWatch.Azure;
using LinkWatch.Hosting.Settings;

namespace LinkWatch.Functions;

/// <summary>The app settings in force.</summary>
public sealed record FunctionSettings : HostSettings
{
    public static readonly Setting ShardsSetting = new(
        "LINKWATCH_SHARDS", "`4`", "the number of partitions that pages are spread over; set when the store is created, see docs/scale.md");

    private const int MaxShards = 64;

    private FunctionSettings(HostSettings common) : base(common)
    {
    }

    public required AzureStorageOptions Storage { get; init; }

    /// <summary>The number of shards of a new store.</summary>
    public int Shards { get; init; } = 4;

    /// <param name="variable">The value of an app setting, or null.</param>
    /// <exception cref="SettingException">A value is invalid, or a Key Vault reference was not resolved.</exception>
    public static new FunctionSettings From(Func<string, string?> variable)
    {
        var read = new SettingReader(variable);
        var common = HostSettings.From(variable);
        _ = common.UnsubscribeLinks; // Throws if its keys are missing: that is to be known before storage is opened.
        return new FunctionSettings(common)
        {
            Storage = AzureStorageOptions.From(variable),
            Shards = read.Number(ShardsSetting, 1, MaxShards) ?? 4,
        };
    }
}
