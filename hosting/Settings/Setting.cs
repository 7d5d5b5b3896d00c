namespace LinkWatch.Hosting.Settings;

/// <summary>One setting: an environment variable, on Azure an app setting. README lists them all, and a test holds the two together.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Default">What holds without it, as the README says it.</param>
/// <param name="Meaning">One line.</param>
public sealed record Setting(string Name, string Default, string Meaning)
{
    public static readonly Setting AllowAddress = new("LINKWATCH_ALLOW_ADDRESS", "none", "address ranges (CIDR, separated by commas) that may be visited although they are not public; `--allow-address` adds to them");
    public static readonly Setting Interval = new("LINKWATCH_INTERVAL", "`1`", "seconds between two requests to one host; `--interval` wins");
    public static readonly Setting Parallel = new("LINKWATCH_PARALLEL", "`16`", "hosts visited side by side; `--parallel` wins");
    public static readonly Setting ContactUrl = new("LINKWATCH_CONTACT_URL", "`https://linkwatch.example/bot`", "the page that our agent string names, for the owners of visited sites: set your own");
    public static readonly Setting AlertGather = new("LINKWATCH_ALERT_GATHER", "`900`", "seconds for which changes join one alert under `serve`; `run` sends at its end");
    public static readonly Setting MailFrom = new("LINKWATCH_MAIL_FROM", "`LinkWatch <linkwatch@localhost>`", "the sender of alerts");
    public static readonly Setting PublicSuffixList = new(
        "LINKWATCH_PUBLIC_SUFFIX_LIST",
        "the built-in one",
        "a file with a newer list of publicsuffix.org, which says where one referring domain ends and another begins");
    public static readonly Setting PublicUrl = new("LINKWATCH_PUBLIC_URL", "none", "where owners reach `serve` from outside, such as `https://links.example.com`; with it, mails carry a way to unsubscribe");
    public static readonly Setting UnsubscribeKeys = new("LINKWATCH_UNSUBSCRIBE_KEYS", "made once, in the data folder", "the keys of unsubscribe links, separated by semicolons: an id, a space, and a secret of 64 hexadecimal digits each; the first one signs, all are honoured");
    public static readonly Setting SmtpHost = new("LINKWATCH_SMTP_HOST", "none", "the mail server of channel `smtp`; without it there is only the `outbox` folder");
    public static readonly Setting SmtpPort = new("LINKWATCH_SMTP_PORT", "`587`", "its port; with `implicit` TLS the default is `465`");
    public static readonly Setting SmtpTls = new(
        "LINKWATCH_SMTP_TLS",
        "`auto`",
        "how the connection is encrypted: `starttls`, `implicit` (TLS from the first byte), `none`, or `auto`: "
        + "`implicit` on port 465 and for a server that waits for it, else `starttls`");
    public static readonly Setting SmtpUser = new("LINKWATCH_SMTP_USER", "none", "the user, where the mail server wants one");
    public static readonly Setting SmtpPassword = new("LINKWATCH_SMTP_PASSWORD", "none", "the user's password");
    public static readonly Setting SendGridKey = new("LINKWATCH_SENDGRID_KEY", "none", "the API key of channel `sendgrid`; without it there is none");
    public static readonly Setting SendGridHost = new("LINKWATCH_SENDGRID_HOST", "`https://api.sendgrid.com`", "SendGrid's host; for accounts in the EU `https://api.eu.sendgrid.com`");
    public static readonly Setting SendGridSandbox = new("LINKWATCH_SENDGRID_SANDBOX", "`false`", "whether SendGrid only checks mails and sends none");
    public static readonly Setting WebhookUrl = new("LINKWATCH_WEBHOOK_URL", "none", "where channel `webhook` posts alerts; https, or plain http to addresses that are opened");
    public static readonly Setting WebhookSecret = new("LINKWATCH_WEBHOOK_SECRET", "none", "what webhooks are signed with; needed where there is a webhook");

    public static readonly Setting SlackUrl = new("LINKWATCH_SLACK_URL", "none", "the incoming webhook of channel `slack`");
    public static readonly Setting TeamsUrl = new("LINKWATCH_TEAMS_URL", "none", "the address of the workflow of channel `teams`");
    public static readonly Setting DiscordUrl = new("LINKWATCH_DISCORD_URL", "none", "the webhook of channel `discord`");
    public static readonly Setting NtfyUrl = new("LINKWATCH_NTFY_URL", "none", "the topic of channel `ntfy`, such as `https://ntfy.sh/my-links`");
    public static readonly Setting NtfyToken = new("LINKWATCH_NTFY_TOKEN", "none", "the access token, where the topic wants one");

    /// <summary>Those that every host reads.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [AllowAddress, Interval, Parallel, ContactUrl, AlertGather, MailFrom, PublicSuffixList, PublicUrl, UnsubscribeKeys, SmtpHost, SmtpPort, SmtpTls, SmtpUser, SmtpPassword, SendGridKey, SendGridHost, SendGridSandbox, WebhookUrl, WebhookSecret,
        SlackUrl, TeamsUrl, DiscordUrl, NtfyUrl, NtfyToken];

    /// <summary>The setting without which an alert channel does not exist; null for any other name.</summary>
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
