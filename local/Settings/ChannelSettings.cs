using LinkWatch.Alerting.Webhook;
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

    /// <exception cref="UsageException">It is not the secret but what stands for it.</exception>
    public static string? Secret(Func<string, string?> read, Setting setting) => LocalSettings.Text(read, setting) is { } text && text.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase)
        ? throw new UsageException($"{setting.Name}: the Key Vault reference was not resolved; look at it in the portal, or set the value itself")
        : LocalSettings.Text(read, setting);
}
