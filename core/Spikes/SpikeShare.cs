using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Spikes;

/// <summary>How much of a spike one thing makes up.</summary>
/// <param name="Driver">What.</param>
/// <param name="Value">Which one, such as the domain's name; empty where there is but one.</param>
/// <param name="Count">
/// How many links, or of <see cref="SpikeDriver.Tld"/> and <see cref="SpikeDriver.Network"/> how many referring domains.
/// </param>
/// <param name="Of">Of how many that it is known of; at least 1.</param>
public sealed record SpikeShare(SpikeDriver Driver, string Value, int Count, int Of)
{
    /// <summary>From 0 to 1.</summary>
    public double Fraction => Count / (double)Of;

    /// <summary>As in <c>62 % (31 of 50)</c>.</summary>
    public string InNumbers => string.Create(CultureInfo.InvariantCulture, $"{100 * Fraction:0} % ({Count} of {Of})");

    public override string ToString() => Value.Length > 0 ? $"{Driver.Name()} {Value}: {InNumbers}" : $"{Driver.Name()}: {InNumbers}";
}
