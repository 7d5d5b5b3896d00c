using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Local.Commands;

/// <summary><c>mute</c> and <c>unmute</c>: whether alerts report what happens to the links on a page.</summary>
internal static class MuteCommand
{
    public static Command Create(CommandContext context)
    {
        var until = new Option<string?>("--until")
        {
            Description = "The day, such as 2026-05-01, on which alerts begin again; without it they don't.",
            HelpName = "DATE"
        };
        return Create(
            context,
            "mute",
            "Sends no more alerts about the links on a page. They are still checked.",
            until,
            async (parsed, pipeline, site, ids, cancellationToken) =>
            {
                var now = pipeline.Get<TimeProvider>().GetUtcNow();
                var end = parsed.GetValue(until) is { } text ? UntilOf(text, site, now) : (DateTimeOffset?)null;
                foreach (var id in ids) await pipeline.Get<LinkMuting>().MuteAnyAsync(site.Id, id, end, cancellationToken);
                return $"Muted {Counted.Of(ids.Count, "link")}{(end is null ? "" : $" until {parsed.GetValue(until)}")}. "
                    + $"To get alerts again: linkwatch unmute {parsed.GetRequiredValue<string>("PAGE")} --site {site.Id}";
            });
    }

    public static Command CreateUnmute(CommandContext context) => Create(
        context,
        "unmute",
        "Sends alerts about the links on a page again.",
        until: null,
        async (_, pipeline, site, ids, cancellationToken) =>
        {
            foreach (var id in ids) await pipeline.Get<LinkMuting>().UnmuteAnyAsync(site.Id, id, cancellationToken);
            return $"Unmuted {Counted.Of(ids.Count, "link")}.";
        });

    private static Command Create(
        CommandContext context,
        string name,
        string description,
        Option<string?>? until,
        Func<ParseResult, OpenPipeline, Site, IReadOnlyList<string>, CancellationToken, Task<string>> act)
    {
        var source = new Argument<string>("PAGE") { Description = "The page with the links." };
        var target = new Option<string?>("--target") { Description = "Only the link to this URL.", HelpName = "URL" };
        var command = new Command(name, description) { source, CommonOptions.Site, target, CommonOptions.Data, CommonOptions.Storage };
        if (until is not null) command.Add(until);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var url = SourceUrl.Parse(parsed.GetRequiredValue(source), "PAGE");
            var only = parsed.GetValue(target) is { } text ? SourceUrl.Parse(text, "--target") : null;
            var ids = await LinksOnPage.FindAsync(pipeline, owner, url, only, cancellationToken);
            if (ids.Count == 0) return await LinksOnPage.NoneAsync(context, owner, url);
            await context.Io.Out.WriteLineAsync(await act(parsed, pipeline, owner, ids, cancellationToken));
            return CommandLine.Done;
        });
        return command;
    }

    private static DateTimeOffset UntilOf(string text, Site site, DateTimeOffset now) =>
        SiteFields.StartOf(text, site) is not { } until ? throw new UsageException($"--until: '{text}' is no date; write it as 2026-05-01")
        : until <= now ? throw new UsageException($"--until: {text} has begun already; name a day to come")
        : until;
}

/// <summary>The links of a site on a page that a person named.</summary>
internal static class LinksOnPage
{
    /// <summary>Their ids.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        OpenPipeline pipeline, Site site, WebUrl page, WebUrl? target, CancellationToken cancellationToken)
    {
        var row = await pipeline.Pages.FindPageAsync(page.Authority, Ids.Page(page), cancellationToken);
        return row?.Row.Links
            .Where(link =>
                link.SiteId == site.Id && link.Role == TrackedRole.Link
                && (target is null || UrlIdentity.Normalize(link.Target.Url) == UrlIdentity.Normalize(target)))
            .Select(link => link.LinkId).ToList() ?? [];
    }

    /// <summary>Says that there is none.</summary>
    public static async Task<int> NoneAsync(CommandContext context, Site site, WebUrl page)
    {
        await context.Io.Error.WriteLineAsync($"linkwatch: site {site.Id} has no such link on {page}");
        return CommandLine.NotWell;
    }
}
