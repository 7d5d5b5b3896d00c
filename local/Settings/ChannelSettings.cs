using LinkWatch.Alerting;
using LinkWatch.Alerting.Webhook;
using LinkWatch.Azure.Mail;
using LinkWatch.Links;

namespace LinkWatch.Local.Settings;

/// <summary>The settings of alert channels: a channel without its settings does not exist.</summary>
internal static class ChannelSettings
{
    /// <summary>What an app setting holds as long as Azure could not resolve it.</summary>
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    /// <exception cref="UsageException">A value is impossible.</exception>
    public static WebhookOptions? Webhook(Func<string, string?> read)
    {
        if (LocalSettings.Text(read, Setting.WebhookUrl) is not { } text) return null;
        if (!WebUrl.TryParse(text, out var url) || !url.IsHttp || url.Username.Length > 0 || url.Password.Length > 0)
        {
            throw new UsageException($"{Setting.WebhookUrl.Name}: this is no address of a webhook; write it as https://example.com/hook, without a user");
        }

        return new WebhookOptions(url, Secret(read, Setting.WebhookSecret)
            ?? throw new UsageException($"{Setting.WebhookSecret.Name}: set the secret that webhooks are signed with, such as the output of: openssl rand -hex 32"));
    }

    /// <exception cref="UsageException">A value is impossible.</exception>
    public static SendGridOptions? SendGrid(Func<string, string?> read)
    {
        if (Secret(read, Setting.SendGridKey) is not { } key) return null;
        if (key.Any(c => c is <= ' ' or > '~')) throw new UsageException($"{Setting.SendGridKey.Name}: this is no API key; it begins with SG. and holds no spaces");
        var options = new SendGridOptions(key, new MailOptions()) { IsSandbox = LocalSettings.Truth(read, Setting.SendGridSandbox) ?? false };
        if (LocalSettings.Text(read, Setting.SendGridHost) is not { } host) return options;
        return WebUrl.TryParse(host, out var url) && url.IsHttp && url is { Path: "/", Query: "", Fragment: "", Username: "", Password: "" }
            ? options with { Host = url.Href.TrimEnd('/') }
            : throw new UsageException($"{Setting.SendGridHost.Name}: '{host}' is no host of SendGrid's; write it as https://api.eu.sendgrid.com");
    }

    /// <exception cref="UsageException">It is not the secret but what stands for it.</exception>
    public static string? Secret(Func<string, string?> read, Setting setting) => LocalSettings.Text(read, setting) is { } text && text.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase)
        ? throw new UsageException($"{setting.Name}: the Key Vault reference was not resolved; look at it in the portal, or set the value itself")
        : LocalSettings.Text(read, setting);
}
