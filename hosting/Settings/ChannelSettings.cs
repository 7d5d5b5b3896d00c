using LinkWatch.Alerting.Channels;
using LinkWatch.Signing;
using LinkWatch.Urls;

namespace LinkWatch.Hosting.Settings;

/// <summary>
/// The settings of alert channels. A channel exists only if it is configured. The reader collects what is wrong, unless the exception is
/// named.
/// </summary>
internal static class ChannelSettings
{
    public static WebhookOptions? Webhook(SettingReader read)
    {
        var url = read.Collect(() => Address(read, Setting.WebhookUrl));
        var secret = read.Collect(() => read.Text(Setting.WebhookSecret) ?? (url is null ? null
            : throw new SettingException($"{Setting.WebhookSecret.Name}: set the secret that signs webhooks, "
                + "such as the output of: openssl rand -hex 32")));
        return url is null || secret is null ? null : new WebhookOptions(url, secret);
    }

    public static SendGridOptions? SendGrid(SettingReader read)
    {
        var key = read.Collect(() => SendGridKey(read));
        var isSandbox = read.Collect(() => read.Truth(Setting.SendGridSandbox));
        var host = read.Collect(() => SendGridHost(read));
        if (key is null) return null;
        var options = new SendGridOptions(key, new MailOptions()) { IsSandbox = isSandbox ?? false };
        return host is null ? options : options with { Host = host };
    }

    public static MailOptions Mail(SettingReader read)
    {
        var defaults = new MailOptions();
        var tls = read.Collect(() => Tls(read)) ?? defaults.SmtpTls;
        return new MailOptions
        {
            From = read.Collect(() => Sender(read)) ?? defaults.From,
            SmtpHost = read.Collect(() => read.Text(Setting.SmtpHost)),
            SmtpPort = read.Collect(() => read.Number(Setting.SmtpPort, 1, 65535))
                ?? (tls == SmtpTls.Implicit ? 465 : defaults.SmtpPort),
            SmtpTls = tls,
            SmtpUser = read.Collect(() => read.Text(Setting.SmtpUser)),
            SmtpPassword = read.Collect(() => read.Text(Setting.SmtpPassword)),
        };
    }

    /// <exception cref="SettingException">The keys are invalid.</exception>
    public static SigningKeys? Keys(SettingReader read)
    {
        if (read.Text(Setting.SigningKeys) is not { } text) return null;
        try
        {
            return SigningKeys.Parse(text.Split([';', '\n']));
        }
        catch (FormatException e)
        {
            throw new SettingException($"{Setting.SigningKeys.Name}: {e.Message}; write an id, a space and the output of: "
                + "openssl rand -hex 32", e);
        }
    }

    private static string? SendGridKey(SettingReader read)
    {
        var key = read.Text(Setting.SendGridKey);
        return key?.Any(c => c is <= ' ' or > '~') == true
            ? throw new SettingException($"{Setting.SendGridKey.Name}: not an API key; one begins with SG. and contains no spaces")
            : key;
    }

    private static string? SendGridHost(SettingReader read)
    {
        if (read.Text(Setting.SendGridHost) is not { } host) return null;
        return WebUrl.TryParse(host, out var url) && url.IsHttp && url is { Path: "/", Query: "", Fragment: "", Username: "", Password: "" }
            ? url.Href.TrimEnd('/')
            : throw new SettingException(
                $"{Setting.SendGridHost.Name}: '{host}' is not a SendGrid host; write it as https://api.eu.sendgrid.com");
    }

    /// <summary><c>true</c> means <c>auto</c>, and <c>false</c> means <c>none</c>.</summary>
    private static SmtpTls? Tls(SettingReader read) => read.Text(Setting.SmtpTls) is not { } text ? null : text.ToLowerInvariant() switch
    {
        "auto" or "true" => SmtpTls.Auto,
        "starttls" => SmtpTls.StartTls,
        "implicit" => SmtpTls.Implicit,
        "none" or "false" => SmtpTls.None,
        _ => throw new SettingException($"{Setting.SmtpTls.Name}: '{text}' is not one of auto, starttls, implicit, none"),
    };

    private static string? Sender(SettingReader read)
    {
        if (read.Text(Setting.MailFrom) is not { } text) return null;
        return MailAddresses.TryParse(text) is not null ? text
            : throw new SettingException(
                $"{Setting.MailFrom.Name}: '{text}' is not a mail address; write it as LinkWatch <alerts@example.com>");
    }

    /// <summary>The chat channels that are configured.</summary>
    public static IReadOnlyList<ChatOptions> Chats(SettingReader read)
    {
        (IChatService Service, Setting Setting)[] chats =
            [(new Slack(), Setting.SlackUrl), (
                new Teams(), Setting.TeamsUrl), (new Discord(), Setting.DiscordUrl), (new Ntfy(), Setting.NtfyUrl)];
        var options = new List<ChatOptions>();
        foreach (var (service, setting) in chats)
        {
            var token = service is Ntfy ? read.Collect(() => read.Text(Setting.NtfyToken)) : null;
            if (read.Collect(() => Address(read, setting)) is not { } url) continue;
            options.Add(new ChatOptions(service, url, setting.Name) { Token = token });
        }

        return options;
    }

    private static WebUrl? Address(SettingReader read, Setting setting)
    {
        if (read.Text(setting) is not { } text) return null;
        return WebUrl.TryParse(text, out var url) && url.IsHttp && url is { Username: "", Password: "" }
            ? url
            : throw new SettingException(
                $"{setting.Name}: not a webhook address; write it as https://example.com/hook, without a user name");
    }
}
