using System.CommandLine;
using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>inbox list|add|dismiss|track|retry|fetch</c>: pages that may link to a site.</summary>
internal static class InboxCommand
{
    private const int DefaultMax = 100;

    private static readonly string States = string.Join(", ", Enum.GetValues<CandidateState>().Select(value => value.Name()));

    public static Command Create(CommandContext context) => new("inbox", "Shows and decides what becomes of pages that may link to a site.")
    {
        List(context),
        Add(context),
        Act(context, "dismiss", "Takes candidates out of the inbox for good: they are not visited, however often they are seen.",
            CandidateAction.Dismiss, "dismissed"),
        Act(context, "track", "Tracks the links of candidates, whether a visit found them or not.", CandidateAction.Track, "tracked"),
        Act(context, "retry", "Visits candidates again, soon.", CandidateAction.Retry, "to be visited"),
        InboxFetchCommand.Create(context),
    };

    private static Command List(CommandContext context)
    {
        var state = new Option<string?>("--state")
        {
            Description = $"Only those that are {States}.",
            HelpName = "STATE"
        };
        var max = new Option<string?>("--most") { Description = $"Lists at most N of each state (default {DefaultMax}).", HelpName = "N" };
        var command = new Command("list", "Lists candidates by state, the newest first.")
        {
            CommonOptions.Site, state, max, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(max) is { } number ? CommonOptions.Number(max.Name, number, 1, int.MaxValue) : DefaultMax;
            IReadOnlyList<CandidateState> states = parsed.GetValue(state) is { } name
                ? [KebabCase.Parse<CandidateState>(name) ?? throw new UsageException($"--state: '{name}' is not one of {States}")]
                : Enum.GetValues<CandidateState>();
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var sums = await pipeline.Get<InboxReader>().SumsAsync(site.Id, cancellationToken);
            var isJson = parsed.GetValue(CommonOptions.Json);
            foreach (var one in states.Where(one => sums.Count(one) > 0))
            {
                var rows = await RowsAsync(pipeline, site, one, wanted, cancellationToken);
                if (!isJson) InboxView.Show(new Terminal(context.Io), one, rows, sums.Count(one));
                else foreach (var row in rows) await context.Io.Out.WriteLineAsync(Json.Write(CandidateReport.Of(row)));
            }

            if (isJson) return CommandLine.Done;
            var terminal = new Terminal(context.Io);
            if (sums.Dropped > 0)
                terminal.Text($"{Counted.Of((int)Math.Min(sums.Dropped, int.MaxValue), "candidate")} made room before a visit: "
                    + "the inbox was full.");
            if (sums.Counts.Count == 0) terminal.Text("The inbox is empty.");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Add(CommandContext context)
    {
        var pages = new Argument<string[]>("PAGE") { Description = "The pages.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("add", "Puts pages into the inbox: each is visited, and tracked if it links to the site.")
        {
            pages, CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var candidates = parsed.GetRequiredValue(pages)
                .Select(page => new Candidate(SourceUrl.Parse(page, "PAGE"), CandidateOrigin.Owner)).ToList();
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var count = await pipeline.Get<ICandidateInbox>().AddAsync(
                site.Id, candidates.ToAsyncEnumerable(), isTrial: false, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(count));
            else new Terminal(context.Io).Text(CandidateWords.Of(count));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Act(CommandContext context, string name, string description, CandidateAction action, string done)
    {
        var pages = new Argument<string[]>("PAGE") { Description = "The pages.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(name, description) { pages, CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var ids = parsed.GetRequiredValue(pages).Select(page => Ids.Page(SourceUrl.Parse(page, "PAGE")))
                .Distinct(StringComparer.Ordinal).ToList();
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var there = await pipeline.Sites.FindCandidatesAsync(site.Id, ids, cancellationToken);
            var changed = await pipeline.Get<CandidateActions>().ActAsync(site, ids, action, cancellationToken);
            await context.Io.Out.WriteLineAsync($"{Counted.Of(changed, "candidate")} {done}.");
            if (ids.Count - there.Count is not (> 0 and var missing)) return CommandLine.Done;
            await context.Io.Error.WriteLineAsync(
                $"linkwatch: {missing} of these pages {(missing == 1 ? "isn't" : "aren't")} in the inbox; "
                + $"linkwatch inbox list --site {site.Id} shows it");
            return CommandLine.NotWell;
        });
        return command;
    }

    private static async Task<IReadOnlyList<CandidateRow>> RowsAsync(
        OpenPipeline pipeline, Site site, CandidateState state, int max, CancellationToken cancellationToken)
    {
        var rows = new List<CandidateRow>();
        for (string? after = null, next = ""; next is not null && rows.Count < max; after = next)
        {
            var portion = await pipeline.Get<InboxReader>().ListAsync(
                site.Id, state, after, Math.Min(500, max - rows.Count), cancellationToken);
            rows.AddRange(portion.Candidates);
            next = portion.Next;
        }

        return rows;
    }
}
