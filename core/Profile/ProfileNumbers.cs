using System.Globalization;
using LinkWatch.Storage;

namespace LinkWatch.Profile;

/// <summary>How a profile is shown, wherever that is.</summary>
public static class ProfileNumbers
{
    /// <summary>So many days before, a profile is compared with what it was.</summary>
    public const int TrendDays = 30;

    /// <summary>Empty for what is not known.</summary>
    public static string Number(double? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A point's interval in per cent, such as <c>(92–97)</c>; empty if it has none.</summary>
    public static string Interval(SurvivalPoint point) => point.Low is { } low
        ? string.Create(CultureInfo.InvariantCulture, $"({100 * low:0.#}–{100 * point.High:0.#})")
        : "";

    /// <summary>Empty for a part of nothing.</summary>
    public static string Percent(int part, int whole) =>
        whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#} %");
}
