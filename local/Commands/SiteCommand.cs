using System.CommandLine;
using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Sites;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>site set|list|remove</c>: manages the sites whose backlinks are tracked.</summary>
internal static class SiteCommand
{
    public static Command Create(CommandContext context) => new("site", "Manages the sites whose backlinks are tracked.")
    {
        SiteSetCommand.Create(context),
        List(context),
        Remove(context),
    };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "Lists the sites.") { CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var sites = (await pipeline.Sites.ListSitesAsync(cancellationToken)).Select(site => site.Row).ToList();
            if (parsed.GetValue(CommonOptions.Json))
            {
                foreach (var site in sites) await context.Io.Out.WriteLineAsync(Json.Write(site));
                return CommandLine.Done;
            }

            var table = Terminal.Table("site", "domains", "owners", "settings");
            foreach (var site in sites)
            {
                table.AddRow(
                    Terminal.Escape(site.Id),
                    Lines(site.Domains),
                    Lines(site.Owners),
                    Lines(
                    [
                        $"visited {site.Cadence.Name()}",
                        $"alerts {site.AlertPace.Name()} by {string.Join(", ", AlertSealer.ChannelsOf(site))}",
                        $"weekly summary {site.WeeklySummary.Name()}",
                        .. site.MonthlyReport ? ["monthly report on"] : Array.Empty<string>(),
                        .. site.Badge ? ["badge on"] : Array.Empty<string>(),
                        .. site.WorthWeights is { } weights
                            ? [$"worth {string.Join(", ", weights.Select(weight => $"{weight.Key.Name()}={weight.Value}"))}"]
                            : Array.Empty<string>(),
                        site.QuietHours is { } quiet ? $"{site.TimeZone}, quiet {quiet.From:HH:mm}–{quiet.To:HH:mm}" : site.TimeZone,
                    ]));
            }

            new Terminal(context.Io).Write(table);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Remove(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The site, as site list shows it." };
        var command = new Command("remove", "Stops tracking a site and deletes its data.")
        {
            id, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(id), cancellationToken);
            var (removed, _) = await pipeline.Get<SiteRemoval>().RemoveAsync(site.Id, int.MaxValue, cancellationToken);
            await context.Io.Out.WriteLineAsync($"Removed site {site.Id} with {Counted.Of(removed, "link")}.");
            return CommandLine.Done;
        });
        return command;
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(Terminal.Escape));
}
