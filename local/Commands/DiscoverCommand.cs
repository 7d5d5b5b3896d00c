using System.CommandLine;
using LinkWatch.Discovery;
using LinkWatch.Discovery.Sources;
using LinkWatch.Links;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary><c>discover</c>: looks in files for pages that may link to a site, and puts them into its inbox.</summary>
internal sealed class DiscoverCommand(CommandContext context, Action<IServiceCollection>? more)
{
    private readonly Argument<string[]> files = SourceOptions.Files(
        "Access logs, exports of other tools, WAT files or graph files of Common Crawl");

    private readonly Option<string?> kind = SourceOptions.Kind(SourceKinds.All);

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Says what would be found, and keeps nothing." };

    public static Command Create(CommandContext context) => Create(context, more: null);

    /// <param name="context">Input, output and settings.</param>
    /// <param name="more">Services that take the place of the usual ones.</param>
    public static Command Create(CommandContext context, Action<IServiceCollection>? more) => new DiscoverCommand(context, more).Create();

    private Command Create()
    {
        var command = new Command("discover", "Looks in files for pages that may link to a site, and puts them into its inbox.")
        {
            files, CommonOptions.Site, kind, dryRun, CommonOptions.Json, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var said = SourceOptions.KindOf(parsed.GetValue(kind), SourceKinds.All);
        var isTrial = parsed.GetValue(dryRun);
        await using var pipeline = await context.OpenAsync(context.Settings(parsed), more, cancellationToken);
        var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
        var sources = await SourceFile.RecogniseAsync(parsed.GetRequiredValue(files), said, owner, context.Io, cancellationToken);
        var run = new DiscoverRun(context.Io, owner, pipeline.Get<ICandidateInbox>(), isTrial);
        await run.ReadAsync(sources, cancellationToken);
        var report = run.Report(sources);
        if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(report));
        else new DiscoverView(context.Io).Show(report, sources);
        return sources.TrueForAll(source => source.Count.IsWhole) ? CommandLine.Done : CommandLine.NotWell;
    }
}
