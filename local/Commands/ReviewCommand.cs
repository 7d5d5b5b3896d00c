using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Review.Flags;
using LinkWatch.Sites;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>review</c>: shows the links of a site that are worth a look, by flag, or all links with one.</summary>
internal static class ReviewCommand
{
    private const int MaxShown = 5;

    public static Command Create(CommandContext context)
    {
        var flag = new Option<string?>("--flag")
        {
            Description = $"Lists every link with this flag: {Names()}.",
            HelpName = "FLAG"
        };
        var command = new Command("review", "Shows links that touch a policy of a search engine, with what was seen. No verdict.")
        {
            CommonOptions.Site, flag, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var only = parsed.GetValue(flag) is { } name ? FlagOf(name) : (FlagKind?)null;
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var isJson = parsed.GetValue(CommonOptions.Json);
            return only is { } kind
                ? await ListAsync(context, pipeline, owner, kind, isJson, cancellationToken)
                : await ShowAsync(context, pipeline, owner, isJson, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        CommandContext context, OpenPipeline pipeline, Site site, bool isJson, CancellationToken cancellationToken)
    {
        var row = await pipeline.Get<SiteReview>().ReadAsync(site, cancellationToken);
        if (isJson)
        {
            await context.Io.Out.WriteLineAsync(Json.Write(ReviewReport.Of(site.Id, row)));
            return CommandLine.Done;
        }

        var terminal = new Terminal(context.Io);
        if (row.Flags.Count == 0) terminal.Text("No link has a flag.");
        foreach (var flag in row.Flags) Show(terminal, site, flag);
        return CommandLine.Done;
    }

    private static void Show(Terminal terminal, Site site, FlaggedLinks flag)
    {
        terminal.Text(
            $"{FlagWords.Title(flag.Flag)}: {Counted.Of(flag.Links, "link")} on {Counted.Of(flag.Domains, "domain")}");
        var policies = FlagPolicy.Of(flag.Flag).Select(policy => $"{policy.Engine}, “{policy.Heading}”");
        terminal.Text("  policy   ", string.Join("; ", policies));
        terminal.Text("  to do    ", FlagWords.Advice(flag.Flag));
        foreach (var domain in flag.Listed.Take(MaxShown))
        {
            terminal.Text("  ", $"{Terminal.Plain(domain.Domain)} ({domain.Links}): {Terminal.Plain(domain.Evidence)}");
            terminal.Text("    page   ", Terminal.Url(domain.Source), "grey");
        }

        if (flag.Domains > MaxShown)
            terminal.Text("  ", $"and {flag.Domains - MaxShown} more: linkwatch review --site {site.Id} --flag {flag.Flag.Name()}");
    }

    private static async Task<int> ListAsync(
        CommandContext context, OpenPipeline pipeline, Site site, FlagKind kind, bool isJson, CancellationToken cancellationToken)
    {
        var terminal = new Terminal(context.Io);
        var found = 0;
        await foreach (var (link, flag) in pipeline.Get<SiteReview>().FlaggedAsync(site, cancellationToken))
        {
            if (flag.Kind != kind) continue;
            found++;
            if (isJson)
            {
                await context.Io.Out.WriteLineAsync(Json.Write(FlaggedLinkReport.Of(link, flag)));
                continue;
            }

            terminal.Text(Terminal.Url(link.Link.Source.Href));
            terminal.Text("  seen     ", Terminal.Plain(flag.Evidence), "grey");
        }

        if (found == 0 && !isJson) terminal.Text("No link has this flag.");
        return found == 0 ? CommandLine.NotWell : CommandLine.Done;
    }

    private static string Names() => string.Join(", ", Enum.GetValues<FlagKind>().Select(flag => flag.Name()));

    private static FlagKind FlagOf(string text) =>
        KebabCase.Parse<FlagKind>(text) ?? throw new UsageException($"--flag: '{text}' is not one of {Names()}");
}
