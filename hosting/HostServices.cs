using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Fetching;
using LinkWatch.Hosting.Settings;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Hosting;

/// <summary>The pipeline as its settings have it, but for what it is stored in.</summary>
public static class HostServices
{
    /// <summary>The steps, and the channels that have their settings. The ports of storage and logging are the host's to add.</summary>
    /// <exception cref="SettingException">A setting that others need is missing.</exception>
    public static IServiceCollection AddLinkWatch(this IServiceCollection services, HostSettings settings) =>
        services.AddPipeline(settings.Pipeline).AddChannels(settings);

    /// <summary>The ports of storage.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, Stores stores) => services
        .AddSingleton(stores.Pages).AddSingleton(stores.Sites).AddSingleton(stores.SharedReplacements).AddSingleton(stores.Poison)
        .AddSingleton(all => stores.Queues(all.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddChannels(this IServiceCollection services, HostSettings settings)
    {
        var links = settings.UnsubscribeLinks;
        if (links is not null) services.AddSingleton(links);
        var mail = settings.Mail with { Unsubscribe = links };
        if (mail.SmtpHost is not null)
            services.AddSingleton<IAlertChannel>(all => new SmtpChannel(mail, all.GetRequiredService<TimeProvider>()));
        if (settings.SendGrid is { } sendGrid)
            services.AddSingleton<IAlertChannel>(all =>
                new SendGridChannel(sendGrid with { Mail = mail }, GuardedClient(all), all.GetRequiredService<TimeProvider>()));
        if (settings.Webhook is { } webhook)
            services.AddSingleton<IAlertChannel>(all =>
                new WebhookChannel(webhook, all.GetRequiredService<HttpPost>(), all.GetRequiredService<TimeProvider>()));
        foreach (var chat in settings.Chats)
            services.AddSingleton<IAlertChannel>(all =>
                new ChatChannel(chat, all.GetRequiredService<HttpPost>(), all.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<HttpPost>();
    }

    /// <summary>For a provider's client, which wants an HTTP client: its time limit is the channel's matter.</summary>
    private static HttpClient GuardedClient(IServiceProvider all)
    {
        var handler = new GuardedHandler(
            all.GetRequiredService<FetchOptions>(), all.GetRequiredService<INameResolver>(), all.GetRequiredService<TimeProvider>());
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
