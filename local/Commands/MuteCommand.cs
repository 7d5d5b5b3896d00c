using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Local.Commands;

/// <summary><c>mute</c> and <c>unmute</c>: whether alerts report what happens to the links on a page, or to a target.</summary>
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
            "Sends no more alerts about the links on a page, or about a target page. They are still checked.",
            until,
            async (parsed, pipeline, site, found, cancellationToken) =>
            {
                var now = pipeline.Get<TimeProvider>().GetUtcNow();
                var end = parsed.GetValue(until) is { } text ? UntilOf(text, site, now) : (DateTimeOffset?)null;
                foreach (var id in found.Ids) await pipeline.Get<LinkMuting>().MuteAnyAsync(site.Id, id, end, cancellationToken);
                return $"Muted {found.Words}{(end is null ? "" : $" until {parsed.GetValue(until)}")}. "
                    + $"To get alerts again: linkwatch unmute {parsed.GetRequiredValue<string>("PAGE")} --site {site.Id}";
            });
    }

    public static Command CreateUnmute(CommandContext context) => Create(
        context,
        "unmute",
        "Sends alerts about the links on a page, or about a target page, again.",
        until: null,
        async (_, pipeline, site, found, cancellationToken) =>
        {
            foreach (var id in found.Ids) await pipeline.Get<LinkMuting>().UnmuteAnyAsync(site.Id, id, cancellationToken);
            return $"Unmuted {found.Words}.";
        });

    private static Command Create(
        CommandContext context,
        string name,
        string description,
        Option<string?>? until,
        Func<ParseResult, OpenPipeline, Site, Mutable, CancellationToken, Task<string>> act)
    {
        var source = new Argument<string>("PAGE") { Description = "The page with the links, or one of your own that links lead to." };
        var target = new Option<string?>("--target") { Description = "Only the link to this URL.", HelpName = "URL" };
        var command = new Command(name, description) { source, CommonOptions.Site, target, CommonOptions.Data, CommonOptions.Storage };
        if (until is not null) command.Add(until);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var url = SourceUrl.Parse(parsed.GetRequiredValue(source), "PAGE");
            var only = parsed.GetValue(target) is { } text ? SourceUrl.Parse(text, "--target") : null;
            var found = await FindAsync(pipeline, owner, url, only, cancellationToken);
            if (found.Ids.Count == 0) return await LinksOnPage.NoneAsync(context, owner, url);
            await context.Io.Out.WriteLineAsync(await act(parsed, pipeline, owner, found, cancellationToken));
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<Mutable> FindAsync(
        OpenPipeline pipeline, Site site, WebUrl page, WebUrl? onlyTo, CancellationToken cancellationToken)
    {
        var links = await LinksOnPage.FindAsync(pipeline, site, page, onlyTo, cancellationToken);
        var target = onlyTo is null
            ? await pipeline.Sites.FindTargetAsync(site.Id, Ids.Target(site.Id, page), cancellationToken)
            : null;
        return new Mutable(links, target?.TargetId);
    }

    private static DateTimeOffset UntilOf(string text, Site site, DateTimeOffset now) =>
        SiteFields.StartOf(text, site) is not { } until ? throw new UsageException($"--until: '{text}' is no date; write it as 2026-05-01")
        : until <= now ? throw new UsageException($"--until: {text} has begun already; name a day to come")
        : until;

    /// <param name="Links">Ids of the links on the page that was named.</param>
    /// <param name="Target">The page's own id if it is a target: one of the site's pages that links lead to.</param>
    private sealed record Mutable(IReadOnlyList<string> Links, string? Target)
    {
        public IReadOnlyList<string> Ids => Target is null ? Links : [.. Links, Target];

        public string Words => (Links.Count, Target) switch
        {
            (0, not null) => "the target page",
            (_, not null) => $"{Counted.Of(Links.Count, "link")} and the target page",
            _ => Counted.Of(Links.Count, "link"),
        };
    }
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
