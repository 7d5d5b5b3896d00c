using LinkWatch.Azure;
using LinkWatch.Hosting.Settings;

namespace LinkWatch.Functions;

/// <summary>The app settings in force.</summary>
public sealed record FunctionSettings : HostSettings
{
    public static readonly Setting ShardsSetting = new(
        "LINKWATCH_SHARDS",
        "`4`",
        "the number of partitions that pages are spread over; set when the store is created. Four are enough for a million links");

    private const int MaxShards = 64;

    private FunctionSettings(HostSettings common) : base(common)
    {
    }

    public required AzureStorageOptions Storage { get; init; }

    /// <summary>The number of shards of a new store.</summary>
    public int Shards { get; init; } = 4;

    /// <param name="variable">The value of an app setting, or null.</param>
    /// <exception cref="SettingException">Values are invalid, or Key Vault references were not resolved: all of them.</exception>
    public static new FunctionSettings From(Func<string, string?> variable)
    {
        var read = new SettingReader(variable);
        var common = Collect(read);
        // Without its keys, the public address is wrong: that is to be known before storage is opened. Wrong keys were said.
        read.Collect(() => read.Text(Setting.SigningKeys) is null ? common.UnsubscribeLinks : null);
        var storage = read.Collect(() => AzureStorageOptions.From(variable));
        var shards = read.Collect(() => read.Number(ShardsSetting, 1, MaxShards)) ?? 4;
        read.ThrowIfWrong();
        return new FunctionSettings(common) { Storage = storage!, Shards = shards };
    }
}
