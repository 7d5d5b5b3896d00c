namespace Azure.Data.Tables;

/// <summary>What a connection string says.</summary>
internal sealed record ConnectionString(string AccountName, byte[] AccountKey, Uri TableEndpoint)
{
    /// <summary>The emulator's account and key are published, and the same everywhere.</summary>
    private const string Emulator = "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:10002/devstoreaccount1";

    public static ConnectionString Parse(string text)
    {
        var settings = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(setting => setting.Split('=', 2))
            .ToDictionary(setting => setting[0], setting => setting is [_, var value] ? value : throw new FormatException("settings must be of the form \"name=value\""), StringComparer.OrdinalIgnoreCase);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulated) && bool.TryParse(emulated, out var isEmulated) && isEmulated) return Parse(Emulator);
        var account = Required(settings, "AccountName");
        var endpoint = settings.GetValueOrDefault("TableEndpoint")
            ?? $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        return new ConnectionString(account, Convert.FromBase64String(Required(settings, "AccountKey")), new Uri(endpoint));
    }

    private static string Required(Dictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) && value.Length > 0 ? value : throw new FormatException($"the connection string has no {name}");
}
