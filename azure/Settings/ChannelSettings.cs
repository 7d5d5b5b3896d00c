using System.Net.Mail;
using LinkWatch.Alerting;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Alerting.Webhook;
using LinkWatch.Azure.Mail;
using LinkWatch.Links;

namespace LinkWatch.Azure.Settings;

/// <summary>The settings of alert channels: a channel without its settings does not exist.</summary>
internal static class ChannelSettings
{
    /// <exception cref="SettingException">A value is impossible.</exception>
    public static WebhookOptions? Webhook(SettingReader read)
    {
        if (read.Text(Setting.WebhookUrl) is not { } text) return null;
        if (!WebUrl.TryParse(text, out var url) || !url.IsHttp || url.Username.Length > 0 || url.Password.Length > 0)
        {
            throw new SettingException($"{Setting.WebhookUrl.Name}: this is no address of a webhook; write it as https://example.com/hook, without a user");
        }

        return new WebhookOptions(url, read.Text(Setting.WebhookSecret)
            ?? throw new SettingException($"{Setting.WebhookSecret.Name}: set the secret that webhooks are signed with, such as the output of: openssl rand -hex 32"));
    }

    /// <exception cref="SettingException">A value is impossible.</exception>
    public static SendGridOptions? SendGrid(SettingReader read)
    {
        if (read.Text(Setting.SendGridKey) is not { } key) return null;
        if (key.Any(c => c is <= ' ' or > '~')) throw new SettingException($"{Setting.SendGridKey.Name}: this is no API key; it begins with SG. and holds no spaces");
        var options = new SendGridOptions(key, new MailOptions()) { IsSandbox = read.Truth(Setting.SendGridSandbox) ?? false };
        if (read.Text(Setting.SendGridHost) is not { } host) return options;
        return WebUrl.TryParse(host, out var url) && url.IsHttp && url is { Path: "/", Query: "", Fragment: "", Username: "", Password: "" }
            ? options with { Host = url.Href.TrimEnd('/') }
            : throw new SettingException($"{Setting.SendGridHost.Name}: '{host}' is no host of SendGrid's; write it as https://api.eu.sendgrid.com");
    }

    /// <exception cref="SettingException">A value is impossible.</exception>
    public static MailOptions Mail(SettingReader read)
    {
        var defaults = new MailOptions();
        return new MailOptions
        {
            From = Sender(read) ?? defaults.From,
            SmtpHost = read.Text(Setting.SmtpHost),
            SmtpPort = read.Number(Setting.SmtpPort, 1, 65535) ?? defaults.SmtpPort,
            SmtpTls = read.Truth(Setting.SmtpTls) ?? defaults.SmtpTls,
            SmtpUser = read.Text(Setting.SmtpUser),
            SmtpPassword = read.Text(Setting.SmtpPassword),
        };
    }

    /// <exception cref="SettingException">They are no keys.</exception>
    public static UnsubscribeKeys? Keys(SettingReader read)
    {
        if (read.Text(Setting.UnsubscribeKeys) is not { } text) return null;
        try
        {
            return UnsubscribeKeys.Parse(text.Split([';', '\n']));
        }
        catch (FormatException e)
        {
            throw new SettingException($"{Setting.UnsubscribeKeys.Name}: {e.Message}; write it as FIRST and the output of: openssl rand -hex 32, with a space between", e);
        }
    }

    private static string? Sender(SettingReader read)
    {
        if (read.Text(Setting.MailFrom) is not { } text) return null;
        return MailAddress.TryCreate(text, out _) ? text : throw new SettingException($"{Setting.MailFrom.Name}: '{text}' is no mail address; write it as LinkWatch <alerts@example.com>");
    }
}
