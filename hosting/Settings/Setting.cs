namespace LinkWatch.Hosting.Settings;

/// <summary>
/// A setting: an environment variable; on Azure, an app setting. The README lists them all, and a test compares the two.
/// </summary>
/// <param name="Name">The variable.</param>
/// <param name="Default">The default, as the README shows it.</param>
/// <param name="Meaning">One line.</param>
public sealed record Setting(string Name, string Default, string Meaning)
{
    public static readonly Setting AllowAddress = new(
        "LINKWATCH_ALLOW_ADDRESS",
        "none",
        "address ranges (CIDR, comma-separated) that may be visited although they aren't public; `--allow-address` adds to them");
    public static readonly Setting Interval = new(
        "LINKWATCH_INTERVAL",
        "`1`",
        "seconds between two requests to the same host; `--interval` overrides it");
    public static readonly Setting Parallel = new(
        "LINKWATCH_PARALLEL",
        "`16`",
        "how many hosts are visited at the same time; `--parallel` overrides it");
    public static readonly Setting ContactUrl = new(
        "LINKWATCH_CONTACT_URL",
        "`https://linkwatch.example/bot`",
        "the page named in our User-Agent, for the owners of visited sites; set your own");
    public static readonly Setting AlertGather = new(
        "LINKWATCH_ALERT_GATHER",
        "`900`",
        "how long `serve` collects changes into one alert, in seconds; `run` sends when it ends");
    public static readonly Setting MailFrom = new("LINKWATCH_MAIL_FROM", "`LinkWatch <linkwatch@localhost>`", "the sender of alert mails");
    public static readonly Setting PublicSuffixList = new(
        "LINKWATCH_PUBLIC_SUFFIX_LIST",
        "the built-in one",
        "a file with a newer list from publicsuffix.org, which decides where one referring domain ends and the next begins");
    public static readonly Setting PublicUrl = new(
        "LINKWATCH_PUBLIC_URL",
        "none",
        "the address at which owners reach the dashboard and the HTTP API from outside, such as `https://links.example.com`, without a "
        + "path; if set, mails carry buttons that open the dashboard, an unsubscribe link, and links that mute a backlink");

    /// <summary>Its name is older than its other uses, and stands in the settings of those who set it.</summary>
    public static readonly Setting SigningKeys = new(
        "LINKWATCH_UNSUBSCRIBE_KEYS",
        "generated once, in the data folder",
        "the keys that sign the links in mails, sign-in links and sessions, separated by semicolons; each is an id, a space and a secret "
        + "of 64 hexadecimal digits. The first key signs, all of them are accepted");
    public static readonly Setting Operators = new(
        "LINKWATCH_OPERATORS",
        "none",
        "mail addresses, separated by commas, of those who may see every site and the system in the dashboard; owners see their own sites");
    public static readonly Setting SmtpHost = new(
        "LINKWATCH_SMTP_HOST",
        "none",
        "the mail server of channel `smtp`; without it, the channel doesn't exist");
    public static readonly Setting SmtpPort = new(
        "LINKWATCH_SMTP_PORT", "`587`", "the mail server's port; with `implicit` TLS the default is `465`");
    public static readonly Setting SmtpTls = new(
        "LINKWATCH_SMTP_TLS",
        "`auto`",
        "how the connection is encrypted: `starttls`, `implicit` (TLS from the first byte), `none`, or `auto`: "
        + "`implicit` on port 465 and for a server that waits for it, else `starttls`");
    public static readonly Setting SmtpUser = new("LINKWATCH_SMTP_USER", "none", "the user name, if the mail server needs one");
    public static readonly Setting SmtpPassword = new("LINKWATCH_SMTP_PASSWORD", "none", "the password of that user");
    public static readonly Setting SendGridKey = new(
        "LINKWATCH_SENDGRID_KEY",
        "none",
        "the API key of channel `sendgrid`; without it, the channel doesn't exist");
    public static readonly Setting SendGridHost = new(
        "LINKWATCH_SENDGRID_HOST",
        "`https://api.sendgrid.com`",
        "SendGrid's API host; for EU accounts, `https://api.eu.sendgrid.com`");
    public static readonly Setting SendGridSandbox = new(
        "LINKWATCH_SENDGRID_SANDBOX",
        "`false`",
        "if `true`, SendGrid checks mails but doesn't send them");
    public static readonly Setting WebhookUrl = new(
        "LINKWATCH_WEBHOOK_URL",
        "none",
        "where channel `webhook` posts alerts: https, or plain http for addresses that you have opened");
    public static readonly Setting WebhookSecret = new(
        "LINKWATCH_WEBHOOK_SECRET",
        "none",
        "the secret that signs webhooks; required if there is a webhook");

    public static readonly Setting SlackUrl = new("LINKWATCH_SLACK_URL", "none", "the incoming webhook of channel `slack`");
    public static readonly Setting TeamsUrl = new("LINKWATCH_TEAMS_URL", "none", "the workflow URL of channel `teams`");
    public static readonly Setting DiscordUrl = new("LINKWATCH_DISCORD_URL", "none", "the webhook of channel `discord`");
    public static readonly Setting NtfyUrl = new(
        "LINKWATCH_NTFY_URL",
        "none",
        "the topic URL of channel `ntfy`, such as `https://ntfy.sh/my-links`");
    public static readonly Setting NtfyToken = new("LINKWATCH_NTFY_TOKEN", "none", "the access token, if the topic needs one");

    public static readonly Setting BingKey = new(
        "LINKWATCH_BING_KEY",
        "none",
        "the API key of a Bing Webmaster Tools account; its links to your sites are then fetched once a week");
    public static readonly Setting YandexToken = new(
        "LINKWATCH_YANDEX_TOKEN",
        "none",
        "the OAuth token of a Yandex Webmaster account, with the right `webmaster:hostinfo`; the same for its links");

    /// <summary>The settings that every host reads.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [AllowAddress, Interval, Parallel, ContactUrl, AlertGather, MailFrom, PublicSuffixList, PublicUrl, SigningKeys, Operators,
            SmtpHost,
            SmtpPort, SmtpTls, SmtpUser, SmtpPassword, SendGridKey, SendGridHost, SendGridSandbox, WebhookUrl, WebhookSecret,
        SlackUrl, TeamsUrl, DiscordUrl, NtfyUrl, NtfyToken, BingKey, YandexToken];

    /// <summary>All alert channels.</summary>
    public static IReadOnlyList<string> Channels { get; } =
        ["outbox", "smtp", "sendgrid", "webhook", "slack", "teams", "discord", "ntfy"];

    /// <summary>The setting that enables an alert channel; null if the name is not a channel's.</summary>
    public static Setting? NeededBy(string channel) => channel switch
    {
        "smtp" => SmtpHost,
        "sendgrid" => SendGridKey,
        "webhook" => WebhookUrl,
        "slack" => SlackUrl,
        "teams" => TeamsUrl,
        "discord" => DiscordUrl,
        "ntfy" => NtfyUrl,
        _ => null,
    };
}
