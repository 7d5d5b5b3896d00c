using System.CommandLine;
using System.Globalization;
using LinkWatch.Azure;
using LinkWatch.Fetching;
using LinkWatch.Hosting.Settings;
using LinkWatch.Local.Settings;

namespace LinkWatch.Local.Commands;

/// <summary>Options that several commands share.</summary>
public static class CommonOptions
{
    public static Option<string?> Data { get; } = new("--data") { Description = "The data folder (default: $LINKWATCH_DATA, or ./data).", HelpName = "DIR" };

    public static Option<string?> Storage { get; } = new("--storage")
    {
        Description = "Azure storage to use instead of the file in the data folder: a connection string, such as "
            + "UseDevelopmentStorage=true, or an account name.",
        HelpName = "ACCOUNT",
    };

    public static Option<string> Site { get; } = new("--site") { Description = "The site.", HelpName = "ID", Required = true };

    public static Option<bool> Json { get; } = new("--json") { Description = "Machine-readable output." };

    public static Option<string[]> AllowAddress { get; } = new("--allow-address")
    {
        Description = "Allows visits to an address range that is not public, on any port. Repeatable.",
        HelpName = "CIDR",
    };

    public static Option<string?> Interval { get; } = new("--interval")
    {
        Description = "Seconds between two requests to one host (default 1; 0 only for addresses allowed with --allow-address).",
        HelpName = "SECONDS",
    };

    public static Option<string?> Parallel { get; } =
        new("--parallel") { Description = "Hosts visited in parallel (default 16).", HelpName = "N" };

    /// <summary>The options of every command that fetches.</summary>
    public static IReadOnlyList<Option> OfFetching { get; } = [AllowAddress, Interval, Parallel];

    /// <exception cref="UsageException">A value is invalid.</exception>
    public static LocalSettings Apply(LocalSettings settings, ParseResult parsed)
    {
        if (Given(parsed, Data) is { } data)
            settings = settings with { DataFolder = data.Length > 0 ? data : throw new UsageException("--data: name a folder") };
        if (Given(parsed, Storage) is { } account) settings = settings with { Storage = AzureStorageOptions.Parse(account, Storage.Name) };
        if (Given(parsed, AllowAddress) is { Length: > 0 } ranges)
        {
            settings = settings with
            {
                AllowedAddresses = [.. settings.AllowedAddresses, .. HostSettings.Ranges(ranges, AllowAddress.Name)]
            };
        }

        if (Given(parsed, Interval) is { } interval) settings = settings with { Interval = IntervalOf(interval) };
        if (Given(parsed, Parallel) is { } parallel)
        {
            settings = settings with { Parallel = Number(Parallel.Name, parallel, 1, 1024) };
        }

        return settings.Interval > TimeSpan.Zero || settings.AllowedAddresses.Count > 0
            ? settings
            : throw new UsageException("--interval 0 is only for your own addresses; allow them with --allow-address CIDR");
    }

    /// <exception cref="UsageException">The value is not a number in the range.</exception>
    public static int Number(string option, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new UsageException(
                $"{option}: '{text}' is not a whole number {(max == int.MaxValue ? $"of {min} or more" : $"from {min} to {max}")}");

    private static T? Given<T>(ParseResult parsed, Option<T> option) =>
        parsed.GetResult(option) is null ? default : parsed.GetValue(option);

    private static TimeSpan IntervalOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= FetchOptions.MaxInterval.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException(
                $"--interval: '{text}' is not a number of seconds from 0 to {FetchOptions.MaxInterval.TotalSeconds}");
}
