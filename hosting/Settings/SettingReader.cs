using System.Globalization;

namespace LinkWatch.Hosting.Settings;

/// <summary>Reads settings. Missing or blank ones are null. What is wrong with several can be collected and said at once.</summary>
/// <param name="read">The value of a variable, or null.</param>
public sealed class SettingReader(Func<string, string?> read)
{
    /// <summary>What the value of an app setting begins with if Azure could not resolve its reference.</summary>
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    private readonly List<string> problems = [];

    /// <summary>What <paramref name="value"/> reads; null if that is wrong, which <see cref="ThrowIfWrong"/> says.</summary>
    public T? Collect<T>(Func<T?> value)
    {
        try
        {
            return value();
        }
        catch (SettingException e)
        {
            // One setting may be read for two others.
            problems.AddRange(e.Problems.Except(problems));
            return default;
        }
    }

    /// <exception cref="SettingException">Something that was collected is wrong: all of it.</exception>
    public void ThrowIfWrong()
    {
        if (problems.Count > 0) throw new SettingException(problems);
    }

    /// <exception cref="SettingException">The value is an unresolved reference.</exception>
    public string? Text(Setting setting) => Text(setting.Name);

    /// <exception cref="SettingException">The value is an unresolved reference.</exception>
    public string? Text(string name)
    {
        if (read(name)?.Trim() is not { Length: > 0 } text) return null;
        return text.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase)
            ? throw new SettingException(
                $"{name}: the Key Vault reference was not resolved; check it in the portal, or set the value itself")
            : text;
    }

    /// <exception cref="SettingException">The value is not a number in the range.</exception>
    public int? Number(Setting setting, int min, int max)
    {
        if (Text(setting) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new SettingException($"{setting.Name}: '{text}' is not a whole number from {min} to {max}");
    }

    /// <exception cref="SettingException">The value is not a number in the range.</exception>
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

    /// <exception cref="SettingException">The value is neither true nor false.</exception>
    public bool? Truth(Setting setting)
    {
        if (Text(setting) is not { } text) return null;
        return bool.TryParse(text, out var truth)
            ? truth
            : throw new SettingException($"{setting.Name}: '{text}' is neither true nor false");
    }

    /// <exception cref="SettingException">The value is not a web address.</exception>
    public Uri? Address(Setting setting)
    {
        if (Text(setting) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Query.Length == 0
            ? address
            : throw new SettingException($"{setting.Name}: '{text}' is not a web address; write it as https://links.example.com");
    }
}
