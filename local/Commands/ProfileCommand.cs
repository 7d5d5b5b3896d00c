using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Local.Commands;

/// <summary><c>profile</c>: shows what a site's links are like, or the links behind one of its numbers.</summary>
internal static class ProfileCommand
{
    public static Command Create(CommandContext context)
    {
        var rows = new Option<string?>("--rows")
        {
            Description = "Lists the links behind a number, such as there,anchor=brand.",
            HelpName = "FILTER"
        };
        var command = new Command("profile", "Shows what a site's links are like: domains, anchors, places, languages, age.")
        {
            CommonOptions.Site, rows, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var filter = parsed.GetValue(rows) is { } text ? RowsFilter.Parse(text, rows.Name) : null;
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var isJson = parsed.GetValue(CommonOptions.Json);
            return filter is null
                ? await ProfileAsync(context, pipeline, owner, isJson, cancellationToken)
                : await RowsAsync(context, pipeline, owner, filter, isJson, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ProfileAsync(
        CommandContext context, OpenPipeline pipeline, Site site, bool isJson, CancellationToken cancellationToken)
    {
        var now = pipeline.Get<TimeProvider>().GetUtcNow();
        var links = pipeline.Sites.LinksAsync(site.Id, cancellationToken);
        var profile = await ProfileCount.OfAsync(site, links, now, pipeline.Get<PublicSuffix>(), cancellationToken);
        if (isJson)
        {
            await context.Io.Out.WriteLineAsync(Json.Write(profile));
            return CommandLine.Done;
        }

        var then = DayRow.DayOf(site, now).AddDays(-ProfileNumbers.TrendDays);
        var earlier = await pipeline.Sites.ListProfilesAsync(site.Id, then, 1, cancellationToken) is [var row] ? row.Row : null;
        new ProfileView(new Terminal(context.Io), profile, earlier).Show();
        return CommandLine.Done;
    }

    private static async Task<int> RowsAsync(
        CommandContext context, OpenPipeline pipeline, Site site, ProfileFilter filter, bool isJson, CancellationToken cancellationToken)
    {
        var now = pipeline.Get<TimeProvider>().GetUtcNow();
        var profiler = new LinkProfiler(site, now, pipeline.Get<PublicSuffix>());
        var terminal = new Terminal(context.Io);
        var found = 0;
        await foreach (var link in pipeline.Sites.LinksAsync(site.Id, cancellationToken))
        {
            if (!filter.Fits(profiler.Read(link).Facets)) continue;
            found++;
            if (isJson) await context.Io.Out.WriteLineAsync(Json.Write(LinkReport.Of(site.Id, link, now)));
            else Show(terminal, link);
        }

        if (found == 0 && !isJson) terminal.Text("No link is behind that number.");
        return found == 0 ? CommandLine.NotWell : CommandLine.Done;
    }

    private static void Show(Terminal terminal, LinkRow link)
    {
        terminal.Text(
            $"{Terminal.NameOf(link.Status),-9}  ", link.Detail is { } detail ? $"“{Terminal.Plain(detail.Anchor)}”" : "(never seen)");
        terminal.Text("  page     ", Terminal.Url(link.Link.Source.Href), "grey");
        terminal.Text("  target   ", Terminal.Url(link.Link.Target.Url.Href), "grey");
    }
}
