using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Review;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Local.Commands;

/// <summary><c>disavow export</c>: writes the site's disavow file, with what is to be added to it.</summary>
internal static class DisavowExportCommand
{
    private static readonly Option<string?> Addresses = new("--add")
    {
        Description = "Adds the pages and domains in a file, one a line; - is standard input.",
        HelpName = "FILE"
    };

    private static readonly Option<string?> Links = new("--links")
    {
        Description = "Adds where these links of the site are, as profile --rows takes it: anchor=exact,placement=footer.",
        HelpName = "FILTER"
    };

    private static readonly Option<bool> IsUrl = new("--url") { Description = "Adds the pages' addresses instead of their domains." };

    private static readonly Option<string?> Why = new("--reason")
    {
        Description = "Why, if nobody can be asked: manual-action or cannot-remove.",
        HelpName = "REASON"
    };

    private static readonly Option<bool> EvenFollowed = new("--even-followed")
    {
        Description = "Adds what has live, followed links of the site too, unasked."
    };

    private static readonly Option<string?> Target = new("--output", "-o")
    {
        Description = "The file to write, named .txt; without it, standard output.",
        HelpName = "FILE"
    };

    public static Command Create(CommandContext context)
    {
        var command = new Command("export", "Writes the site's disavow file, with what you add. Nothing is sent to Google.")
        {
            Addresses, Links, IsUrl, Why, EvenFollowed, Target,
            CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (addresses, filter) = (parsed.GetValue(Addresses), parsed.GetValue(Links) is { } text ? RowsFilter.Parse(text, Links.Name) : null);
        var isAdding = addresses is not null || filter is not null;
        var questions = new DisavowQuestions(context.Io, ReasonOf(parsed.GetValue(Why)), parsed.GetValue(EvenFollowed));
        Check(parsed, isAdding, questions);
        await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
        var site = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
        var kept = await pipeline.Get<SiteDisavow>().FindAsync(site.Id, cancellationToken);
        if (kept is null && !isAdding)
        {
            await context.Io.Error.WriteLineAsync($"linkwatch: site {site.Id} has no disavow file: import one, or name what to --add");
            return CommandLine.NotWell;
        }

        var file = kept is null ? DisavowFile.Empty : DisavowFile.Read(kept.Bytes);
        var plan = new DisavowPlan(file, site);
        var export = new Export(context, pipeline, site, plan, parsed.GetValue(IsUrl));
        var invalid = addresses is null ? [] : await export.AskAsync(addresses, cancellationToken);
        if (filter is not null) await export.AskAsync(filter, cancellationToken);
        plan.Close();
        if (plan.Entries.Count > 0) await export.ShowLinksAsync(cancellationToken);
        if (!await questions.AskAsync(plan)) return CommandLine.NotWell;
        var written = plan.Entries.Count == 0 ? file : file.With(plan.Additions(export.Today, questions.Reason!.Value));
        if (written.Problem is { } problem)
            throw new UsageException($"nothing was written: Google wouldn't accept the longer file: {problem}");
        return await new DisavowOutput(context.Io, parsed.GetValue(Target), parsed.GetValue(CommonOptions.Json))
            .WriteAsync(site.Id, written, plan, questions.Reason, invalid, cancellationToken);
    }

    /// <exception cref="UsageException">Options that do not go together.</exception>
    private static void Check(ParseResult parsed, bool isAdding, DisavowQuestions questions)
    {
        var target = parsed.GetValue(Target);
        if (parsed.GetValue(Addresses) is not null && parsed.GetValue(Links) is not null)
            throw new UsageException("take either --add or --links");
        if (target is not null && !target.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"-o: '{target}': Google takes only files that are named .txt");
        if (target is null && parsed.GetValue(CommonOptions.Json))
            throw new UsageException("--json reports on the file that -o names; without it, the file itself is written");
        if (isAdding) questions.Check();
    }

    private static DisavowReason? ReasonOf(string? text) => text is null ? null : KebabCase.Parse<DisavowReason>(text)
        ?? throw new UsageException($"--reason: '{text}' is neither manual-action nor cannot-remove");

    /// <summary>Reads what is to be added, and the links that it covers.</summary>
    private sealed class Export(CommandContext context, OpenPipeline pipeline, Site site, DisavowPlan plan, bool isUrl)
    {
        private readonly PublicSuffix suffixes = pipeline.Get<PublicSuffix>();
        private readonly DateTimeOffset now = pipeline.Get<TimeProvider>().GetUtcNow();

        public DateOnly Today => DayRow.DayOf(site, now);

        /// <summary>The lines that are neither an address nor a domain.</summary>
        public async Task<IReadOnlyList<DisavowLine>> AskAsync(string path, CancellationToken cancellationToken) =>
            plan.Ask(await DisavowCommand.ReadAsync(path, context.Io, cancellationToken), isUrl, suffixes);

        public async Task AskAsync(ProfileFilter filter, CancellationToken cancellationToken)
        {
            var profiler = new LinkProfiler(site, now, suffixes);
            await foreach (var link in pipeline.Sites.LinksAsync(site.Id, cancellationToken))
            {
                var page = link.Link.Source;
                if (page.IsHttp && filter.Fits(profiler.Read(link).Facets)) plan.Ask(DisavowPlan.EntryOf(page, isUrl, suffixes));
            }
        }

        public async Task ShowLinksAsync(CancellationToken cancellationToken)
        {
            await foreach (var link in pipeline.Sites.LinksAsync(site.Id, cancellationToken))
                plan.Show(link.Link.Source, DisavowEvidence.Of(link));
        }
    }
}
