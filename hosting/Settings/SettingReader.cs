using System.Globalization;

namespace LinkWatch.Hosting.Settings;

/// <summary>Reads settings: what is missing or blank is null, what cannot be is refused by name.</summary>
/// <param name="read">The value of a variable, or null.</param>
public sealed class SettingReader(Func<string, string?> read)
{
    /// <summary>What an app setting holds as long as Azure could not resolve it.</summary>
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    /// <exception cref="SettingException">It is not the value but what stands for it.</exception>
    public string? Text(Setting setting) => Text(setting.Name);

    /// <exception cref="SettingException">It is not the value but what stands for it.</exception>
    public string? Text(string name)
    {
        if (read(name)?.Trim() is not { Length: > 0 } text) return null;
        return text.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase)
            ? throw new SettingException(
                $"{name}: the Key Vault reference was not resolved; look at it in the portal, or set the value itself")
            : text;
    }

    /// <exception cref="SettingException">It is no such number.</exception>
    public int? Number(Setting setting, int min, int max)
    {
        if (Text(setting) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new SettingException($"{setting.Name}: '{text}' is not a whole number from {min} to {max}");
    }

    /// <exception cref="SettingException">It is no such span.</exception>
    public TimeSpan? Seconds(Setting setting, double min, double max = 86_400)
    {
        if (Text(setting) is not { } text) return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= min
            && seconds <= max
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingException($"{setting.Name}: '{text}' is not a number of seconds from "
                + $"{min.ToString(CultureInfo.InvariantCulture)} to {max.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <exception cref="SettingException">It is neither.</exception>
    public bool? Truth(Setting setting)
    {
        if (Text(setting) is not { } text) return null;
        return bool.TryParse(text, out var truth)
            ? truth
            : throw new SettingException($"{setting.Name}: '{text}' is neither true nor false");
    }

    /// <exception cref="SettingException">It is no address of a site.</exception>
    public Uri? Address(Setting setting)
    {
        if (Text(setting) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Query.Length == 0
            ? address
            : throw new SettingException($"{setting.Name}: '{text}' is no address of a site; write it as https://links.example.com");
    }
}
