using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>remove</c>: stops tracking the links on a page.</summary>
internal static class RemoveCommand
{
    public static Command Create(CommandContext context)
    {
        var source = new Argument<string>("SOURCE") { Description = "The page with the links." };
        var target = new Option<string?>("--target") { Description = "Only the link to this URL.", HelpName = "URL" };
        var command = new Command("remove", "Stops tracking a page's links; their history stays.")
        {
            source, CommonOptions.Site, target, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var url = SourceUrl.Parse(parsed.GetRequiredValue(source), "SOURCE");
            var only = parsed.GetValue(target) is { } text ? SourceUrl.Parse(text, "--target") : null;
            var ids = await LinksOnPage.FindAsync(pipeline, owner, url, only, cancellationToken);
            IReadOnlyList<Stored<LinkRow>> rows = await pipeline.Sites.FindLinksAsync(owner.Id, ids, cancellationToken);
            if (rows.Count == 0) return await LinksOnPage.NoneAsync(context, owner, url);
            await pipeline.Get<LinkTracker>().RemoveAsync(owner.Id, rows.Select(row => row.Row).ToList(), cancellationToken);
            await context.Io.Out.WriteLineAsync($"Removed {Counted.Of(rows.Count, "link")} on {url}.");
            return CommandLine.Done;
        });
        return command;
    }
}
