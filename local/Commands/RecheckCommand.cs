using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>recheck</c>: takes a reading of some pages now, whether or not they are due.</summary>
internal static class RecheckCommand
{
    private const string Pending = "pending";

    public static Command Create(CommandContext context)
    {
        var link = new Argument<string?>("LINK")
        {
            Description = "The page, or a link's id as export --json has it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var host = new Option<string?>("--host") { Description = "All pages of this host.", HelpName = "HOST" };
        var status = new Option<string?>("--status")
        {
            Description = "All pages with a link of this status: live, nofollow, unindexed, lost, pending.",
            HelpName = "STATUS",
        };
        var site = new Option<string?>("--site") { Description = "Only this site's links.", HelpName = "ID" };
        var command = new Command("recheck", "Checks some pages now, then sends alerts, and exits.")
        {
            link, host, status, site, FastConfirm.Option, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        foreach (var option in CommonOptions.OfFetching) command.Add(option);
        command.SetAction((parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(host)?.ToLowerInvariant();
            var believed = parsed.GetValue(status) is { } text ? StatusOf(text) : null;
            var owner = parsed.GetValue(site);
            var one = parsed.GetValue(link);
            if (one is null && name is null && believed is null)
                throw new UsageException("name a page, --host or --status; 'linkwatch run --all' checks everything");
            // An id has none of these; an address typed without its scheme does.
            var page = one?.AsSpan().ContainsAny(':', '.', '/') == true ? Ids.Page(SourceUrl.Parse(one, "LINK")) : null;
            return RunCommand.RunAsync(context, parsed, owner, row =>
                (name is null || row.Url.Host == name || row.Url.Authority == name)
                && (page is null || row.Key.PageId == page)
                && row.Links.Any(tracked => tracked.Role != TrackedRole.Candidate
                    && (owner is null || tracked.SiteId == owner)
                    && (page is not null || one is null || tracked.LinkId == one)
                    && (believed is null || IsLinkOf(believed, tracked))), cancellationToken);
        });
        return command;
    }

    private static bool IsLinkOf(string status, TrackedLink tracked) =>
        tracked.Role == TrackedRole.Link && (tracked.State.Status?.Name() ?? Pending) == status;

    private static string StatusOf(string text) =>
        text.Equals(Pending, StringComparison.OrdinalIgnoreCase) ? Pending
        : KebabCase.Parse<Status>(text) is { } status and not Status.Unknown ? status.Name()
        : throw new UsageException($"--status: '{text}' is not one of live, nofollow, unindexed, lost, pending");
}
