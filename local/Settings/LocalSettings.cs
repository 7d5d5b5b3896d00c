using System.Globalization;
using System.Net;
using System.Net.Mail;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Webhook;
using LinkWatch.Azure.Mail;
using LinkWatch.Fetching;
using LinkWatch.Links;

namespace LinkWatch.Local.Settings;

/// <summary>The settings in force: environment first, then what the command line says.</summary>
public sealed record LocalSettings
{
    public string DataFolder { get; init; } = "./data";

    public IReadOnlyList<IPNetwork> AllowedAddresses { get; init; } = [];

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    public int Parallel { get; init; } = 16;

    public string ContactUrl { get; init; } = new FetchOptions().ContactUrl;

    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan AlertGather { get; init; } = TimeSpan.FromMinutes(15);

    public PublicSuffix PublicSuffixes { get; init; } = PublicSuffix.Compact;

    public Uri? PublicUrl { get; init; }

    public MailOptions Mail { get; init; } = new();

    /// <summary>Null: there is no channel <c>webhook</c>.</summary>
    public WebhookOptions? Webhook { get; init; }

    /// <summary>Null: there is no channel <c>sendgrid</c>.</summary>
    public SendGridOptions? SendGrid { get; init; }

    public string OutboxFolder => Path.Combine(DataFolder, "outbox");

    /// <param name="read">The value of a variable, or null.</param>
    /// <exception cref="UsageException">A value is impossible.</exception>
    public static LocalSettings From(Func<string, string?> read)
    {
        var defaults = new LocalSettings();
        return new LocalSettings
        {
            DataFolder = Text(read, Setting.Data) ?? defaults.DataFolder,
            AllowedAddresses = Ranges(Text(read, Setting.AllowAddress)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], Setting.AllowAddress.Name),
            Interval = Seconds(read, Setting.Interval, least: 0) ?? defaults.Interval,
            Parallel = Number(read, Setting.Parallel, 1, 1024) ?? defaults.Parallel,
            ContactUrl = Text(read, Setting.ContactUrl) ?? defaults.ContactUrl,
            Tick = Seconds(read, Setting.Tick, least: 1) ?? defaults.Tick,
            AlertGather = Seconds(read, Setting.AlertGather, least: 0) ?? defaults.AlertGather,
            PublicSuffixes = Suffixes(read) ?? defaults.PublicSuffixes,
            PublicUrl = Address(read, Setting.PublicUrl),
            Mail = new MailOptions
            {
                From = Sender(read) ?? defaults.Mail.From,
                SmtpHost = Text(read, Setting.SmtpHost),
                SmtpPort = Number(read, Setting.SmtpPort, 1, 65535) ?? defaults.Mail.SmtpPort,
                SmtpTls = Truth(read, Setting.SmtpTls) ?? defaults.Mail.SmtpTls,
                SmtpUser = Text(read, Setting.SmtpUser),
                SmtpPassword = ChannelSettings.Secret(read, Setting.SmtpPassword),
            },
            SendGrid = ChannelSettings.SendGrid(read),
            Webhook = ChannelSettings.Webhook(read),
        };
    }

    /// <exception cref="UsageException">One of them is no range.</exception>
    public static IReadOnlyList<IPNetwork> Ranges(IEnumerable<string> ranges, string from) => ranges.Select(text =>
        IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new UsageException($"{from}: '{text}' is no address range; write it as 127.0.0.0/8 or ::1/128")).ToList();

    private static string? Sender(Func<string, string?> read)
    {
        if (Text(read, Setting.MailFrom) is not { } text) return null;
        return MailAddress.TryCreate(text, out _) ? text : throw new UsageException($"{Setting.MailFrom.Name}: '{text}' is no mail address; write it as LinkWatch <alerts@example.com>");
    }

    private static PublicSuffix? Suffixes(Func<string, string?> read)
    {
        if (Text(read, Setting.PublicSuffixList) is not { } path) return null;
        try
        {
            var list = PublicSuffix.Read(File.ReadLines(path));
            return list.Count > 0 ? list : throw new UsageException($"{Setting.PublicSuffixList.Name}: there is no rule in '{path}'; the list is at https://publicsuffix.org/list/public_suffix_list.dat");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Setting.PublicSuffixList.Name}: '{path}' is no file that can be read: {e.Message}", e);
        }
    }

    private static Uri? Address(Func<string, string?> read, Setting setting)
    {
        if (Text(read, setting) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Query.Length == 0
            ? address
            : throw new UsageException($"{setting.Name}: '{text}' is no address of a site; write it as https://links.example.com");
    }

    internal static string? Text(Func<string, string?> read, Setting setting) => read(setting.Name) is { } text && text.Trim().Length > 0 ? text.Trim() : null;

    private static int? Number(Func<string, string?> read, Setting setting, int least, int most)
    {
        if (Text(read, setting) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{setting.Name}: '{text}' is not a whole number from {least} to {most}");
    }

    private static TimeSpan? Seconds(Func<string, string?> read, Setting setting, double least)
    {
        if (Text(read, setting) is not { } text) return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{setting.Name}: '{text}' is not a number of seconds from {least.ToString(CultureInfo.InvariantCulture)} to 86400");
    }

    internal static bool? Truth(Func<string, string?> read, Setting setting)
    {
        if (Text(read, setting) is not { } text) return null;
        return bool.TryParse(text, out var truth) ? truth : throw new UsageException($"{setting.Name}: '{text}' is neither true nor false");
    }
}
