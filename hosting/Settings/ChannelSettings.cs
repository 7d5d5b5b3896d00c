using LinkWatch.Alerting.Channels;
using LinkWatch.Signing;
using LinkWatch.Urls;

namespace LinkWatch.Hosting.Settings;

/// <summary>The settings of alert channels. A channel exists only if it is configured.</summary>
internal static class ChannelSettings
{
    /// <exception cref="SettingException">A value is invalid.</exception>
    public static WebhookOptions? Webhook(SettingReader read)
    {
        if (Address(read, Setting.WebhookUrl) is not { } url) return null;
        return new WebhookOptions(url, read.Text(Setting.WebhookSecret)
            ?? throw new SettingException($"{Setting.WebhookSecret.Name}: set the secret that signs webhooks, "
                + "such as the output of: openssl rand -hex 32"));
    }

    /// <exception cref="SettingException">A value is invalid.</exception>
    public static SendGridOptions? SendGrid(SettingReader read)
    {
        if (read.Text(Setting.SendGridKey) is not { } key) return null;
        if (key.Any(c => c is <= ' ' or > '~'))
            throw new SettingException($"{Setting.SendGridKey.Name}: not an API key; one begins with SG. and contains no spaces");
        var options = new SendGridOptions(key, new MailOptions()) { IsSandbox = read.Truth(Setting.SendGridSandbox) ?? false };
        if (read.Text(Setting.SendGridHost) is not { } host) return options;
        return WebUrl.TryParse(host, out var url) && url.IsHttp && url is { Path: "/", Query: "", Fragment: "", Username: "", Password: "" }
            ? options with { Host = url.Href.TrimEnd('/') }
            : throw new SettingException(
                $"{Setting.SendGridHost.Name}: '{host}' is not a SendGrid host; write it as https://api.eu.sendgrid.com");
    }

    /// <exception cref="SettingException">A value is invalid.</exception>
    public static MailOptions Mail(SettingReader read)
    {
        var defaults = new MailOptions();
        var tls = Tls(read) ?? defaults.SmtpTls;
        return new MailOptions
        {
            From = Sender(read) ?? defaults.From,
            SmtpHost = read.Text(Setting.SmtpHost),
            SmtpPort = read.Number(Setting.SmtpPort, 1, 65535) ?? (tls == SmtpTls.Implicit ? 465 : defaults.SmtpPort),
            SmtpTls = tls,
            SmtpUser = read.Text(Setting.SmtpUser),
            SmtpPassword = read.Text(Setting.SmtpPassword),
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
    /// <exception cref="SettingException">A value is invalid.</exception>
    public static IReadOnlyList<ChatOptions> Chats(SettingReader read)
    {
        (IChatService Service, Setting Setting)[] chats =
            [(new Slack(), Setting.SlackUrl), (
                new Teams(), Setting.TeamsUrl), (new Discord(), Setting.DiscordUrl), (new Ntfy(), Setting.NtfyUrl)];
        var options = new List<ChatOptions>();
        foreach (var (service, setting) in chats)
        {
            if (Address(read, setting) is not { } url) continue;
            options.Add(new ChatOptions(service, url, setting.Name) { Token = service is Ntfy ? read.Text(Setting.NtfyToken) : null });
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
