using System.Net;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Signing;
using LinkWatch.Sites;
using LinkWatch.Urls;

namespace LinkWatch.Hosting.Settings;

/// <summary>The settings that all hosts share, on a laptop and on Azure.</summary>
public record HostSettings
{
    public IReadOnlyList<IPNetwork> AllowedAddresses { get; init; } = [];

    public TimeSpan Interval { get; init; } = FetchOptions.DefaultInterval;

    public int Parallel { get; init; } = 16;

    public string ContactUrl { get; init; } = new FetchOptions().ContactUrl;

    public TimeSpan AlertGather { get; init; } = TimeSpan.FromMinutes(15);

    public PublicSuffix PublicSuffixes { get; init; } = PublicSuffix.BuiltIn;

    public Uri? PublicUrl { get; init; }

    /// <summary>Required if there is a <see cref="PublicUrl"/>.</summary>
    public SigningKeys? SigningKeys { get; init; }

    /// <summary>Mail addresses of those who may see every site in the dashboard.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>The sender and the mail server.</summary>
    public MailOptions Mail { get; init; } = new();

    /// <summary>Null: no <c>webhook</c> channel.</summary>
    public WebhookOptions? Webhook { get; init; }

    /// <summary>Null: no <c>sendgrid</c> channel.</summary>
    public SendGridOptions? SendGrid { get; init; }

    /// <summary>The chat channels for alerts.</summary>
    public IReadOnlyList<ChatOptions> Chats { get; init; } = [];

    /// <summary>Null: Bing Webmaster Tools is not asked.</summary>
    public string? BingKey { get; init; }

    /// <summary>Null: Yandex Webmaster is not asked.</summary>
    public string? YandexToken { get; init; }

    /// <summary>The steps' options under these settings.</summary>
    public PipelineOptions Pipeline => new()
    {
        Fetch = new FetchOptions { ContactUrl = ContactUrl, Interval = Interval, AllowedAddresses = AllowedAddresses },
        Check = new CheckOptions { Interval = Interval, ParallelHosts = Parallel },
        Alert = new AlertOptions { GatherFor = AlertGather },
        Tracking = new TrackingOptions { Spacing = Interval },
        PublicSuffixes = PublicSuffixes,
    };

    /// <summary>Makes the unsubscribe links; null if the HTTP API has no public address.</summary>
    /// <exception cref="SettingException">The keys are missing.</exception>
    public UnsubscribeLinks? UnsubscribeLinks => PublicUrl is null ? null : new UnsubscribeLinks(
        PublicUrl,
        SigningKeys ?? throw new SettingException(
            $"{Setting.PublicUrl.Name}: set {Setting.SigningKeys.Name} too; without it, mails have no unsubscribe link"));

    /// <param name="variable">The value of a variable, or null.</param>
    /// <exception cref="SettingException">Values are invalid: all of them.</exception>
    public static HostSettings From(Func<string, string?> variable)
    {
        var read = new SettingReader(variable);
        var settings = Collect(read);
        read.ThrowIfWrong();
        return settings;
    }

    /// <summary>The settings; <paramref name="read"/> collects what is wrong, and the default stands in its place.</summary>
    protected static HostSettings Collect(SettingReader read)
    {
        var defaults = new HostSettings();
        return new HostSettings
        {
            AllowedAddresses = read.Collect(() => Ranges(List(read, Setting.AllowAddress), Setting.AllowAddress.Name)) ?? [],
            Interval = read.Collect(() => read.Seconds(Setting.Interval, min: 0, max: FetchOptions.MaxInterval.TotalSeconds))
                ?? defaults.Interval,
            Parallel = read.Collect(() => read.Number(Setting.Parallel, 1, 1024)) ?? defaults.Parallel,
            ContactUrl = read.Collect(() => Contact(read)) ?? defaults.ContactUrl,
            AlertGather = read.Collect(() => read.Seconds(Setting.AlertGather, min: 0)) ?? defaults.AlertGather,
            PublicSuffixes = read.Collect(() => Suffixes(read)) ?? defaults.PublicSuffixes,
            PublicUrl = read.Collect(() => Public(read)),
            SigningKeys = read.Collect(() => ChannelSettings.Keys(read)),
            Operators = read.Collect(() => Addresses(read)) ?? [],
            Mail = ChannelSettings.Mail(read),
            SendGrid = ChannelSettings.SendGrid(read),
            Webhook = ChannelSettings.Webhook(read),
            Chats = ChannelSettings.Chats(read),
            BingKey = read.Collect(() => read.Text(Setting.BingKey)),
            YandexToken = read.Collect(() => read.Text(Setting.YandexToken)),
        };
    }

    /// <exception cref="SettingException">A range is invalid.</exception>
    public static IReadOnlyList<IPNetwork> Ranges(IEnumerable<string> ranges, string from) => ranges.Select(text =>
        IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new SettingException($"{from}: '{text}' is not an address range; write it as 127.0.0.0/8 or ::1/128")).ToList();

    private static string[] List(SettingReader read, Setting setting) =>
        read.Text(setting)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static List<string> Addresses(SettingReader read) =>
        List(read, Setting.Operators)
            .Select(text => SiteFields.Owner(text)
                ?? throw new SettingException($"{Setting.Operators.Name}: '{text}' is not a mail address; write it as me@example.com"))
            .ToList();

    /// <summary>Part of our User-Agent, a header that takes ASCII only.</summary>
    private static string? Contact(SettingReader read)
    {
        if (read.Text(Setting.ContactUrl) is not { } text) return null;
        return WebUrl.TryParse(text, out var url) && url.IsHttp && text.All(c => c is > ' ' and <= '~' and not ('(' or ')'))
            ? text
            : throw new SettingException($"{Setting.ContactUrl.Name}: '{text}' is not a web address in ASCII; write it as "
                + "https://example.com/bot");
    }

    /// <summary>Pages, cookies and signed links begin at the root: below a path, none of them would be found.</summary>
    private static Uri? Public(SettingReader read) => read.Address(Setting.PublicUrl) switch
    {
        { AbsolutePath: not "/" } or { Fragment.Length: > 0 } => throw new SettingException(
            $"{Setting.PublicUrl.Name}: '{read.Text(Setting.PublicUrl)}' is below a path, but the dashboard is served at the root "
                + "of a host only; give it a host of its own, such as https://links.example.com"),
        var url => url,
    };

    private static PublicSuffix? Suffixes(SettingReader read)
    {
        if (read.Text(Setting.PublicSuffixList) is not { } path) return null;
        try
        {
            var list = PublicSuffix.Read(File.ReadLines(path));
            return list.Count > 0 ? list : throw new SettingException($"{Setting.PublicSuffixList.Name}: '{path}' contains no rules; "
                + "download the list from https://publicsuffix.org/list/public_suffix_list.dat");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{Setting.PublicSuffixList.Name}: '{path}' is not a readable file: {e.Message}", e);
        }
    }
}
