using System.CommandLine;
using LinkWatch.Discovery;
using LinkWatch.Discovery.Webmasters;
using LinkWatch.Hosting.Settings;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary><c>inbox fetch</c>: asks a webmaster service for links.</summary>
internal static class InboxFetchCommand
{
    public static Command Create(CommandContext context)
    {
        var service = new Argument<string>("SERVICE") { Description = $"{BingLinks.ServiceName} or {YandexLinks.ServiceName}." };
        var command = new Command("fetch", "Asks Bing Webmaster Tools or Yandex Webmaster for links to the site.")
        {
            service, CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(service);
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var fetches = pipeline.Get<WebmasterFetches>();
            var chosen = fetches.Services.FirstOrDefault(one => one.Name == name) ?? throw new UsageException(name switch
            {
                BingLinks.ServiceName => $"set {Setting.BingKey.Name} first: {Setting.BingKey.Meaning}",
                YandexLinks.ServiceName => $"set {Setting.YandexToken.Name} first: {Setting.YandexToken.Meaning}",
                _ => $"there is no service '{name}'; use {BingLinks.ServiceName} or {YandexLinks.ServiceName}",
            });
            try
            {
                var count = await fetches.FetchAsync(owner, chosen, cancellationToken);
                if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(count));
                else new Terminal(context.Io).Text(CandidateWords.Of(count));
                return CommandLine.Done;
            }
            catch (WebmasterException e)
            {
                await context.Io.Error.WriteLineAsync($"linkwatch: {e.Message}");
                return CommandLine.NotWell;
            }
        });
        return command;
    }
}
