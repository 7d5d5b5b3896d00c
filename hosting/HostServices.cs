using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Discovery.Webmasters;
using LinkWatch.Fetching;
using LinkWatch.Hosting.Settings;
using LinkWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Hosting;

/// <summary>Registers the pipeline, without its storage, as the settings say.</summary>
public static class HostServices
{
    /// <summary>Adds the steps, and the channels that are configured. The host adds storage and logging.</summary>
    /// <exception cref="SettingException">A setting that another one requires is missing.</exception>
    public static IServiceCollection AddLinkWatch(this IServiceCollection services, HostSettings settings) =>
        services.AddPipeline(settings.Pipeline).AddChannels(settings).AddWebmasters(settings);

    /// <summary>Adds the storage ports.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, Stores stores) => services
        .AddSingleton(stores.Pages).AddSingleton(stores.Sites).AddSingleton(stores.SharedReplacements).AddSingleton(stores.Poison)
        .AddSingleton(stores.SignIns).AddSingleton(stores.Requests)
        .AddSingleton(all => stores.Queues(all.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddChannels(this IServiceCollection services, HostSettings settings)
    {
        var links = settings.UnsubscribeLinks;
        if (links is not null) services.AddSingleton(links);
        if (settings.PublicUrl is { } publicUrl) services.AddSingleton(new DashboardLinks(publicUrl));
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

    private static IServiceCollection AddWebmasters(this IServiceCollection services, HostSettings settings)
    {
        if (settings.BingKey is { } key)
            services.AddSingleton<IWebmasterService>(all =>
                new BingLinks(key, host: null, GuardedClient(all), all.GetRequiredService<TimeProvider>()));
        if (settings.YandexToken is { } token)
            services.AddSingleton<IWebmasterService>(all =>
                new YandexLinks(token, host: null, GuardedClient(all), all.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>For clients of mail providers and webmaster services; whoever asks sets the time limit.</summary>
    private static HttpClient GuardedClient(IServiceProvider all)
    {
        var handler = new GuardedHandler(
            all.GetRequiredService<FetchOptions>(), all.GetRequiredService<INameResolver>(), all.GetRequiredService<TimeProvider>());
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
