using System.CommandLine;
using System.Globalization;
using System.Text;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;
using LinkWatch.Sweeping;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>status</c>: shows the state of the links, how many were verified lately, and the state of the pipeline.</summary>
internal static class StatusCommand
{
    private static readonly string[] Shown = ["live", "nofollow", "unindexed", "lost", "pending"];

    public static Command Create(CommandContext context)
    {
        var site = new Option<string?>("--site") { Description = "Only this site.", HelpName = "ID" };
        var command = new Command(
            "status", "Shows the state of the links, what couldn't be checked and why, and the state of the pipeline.")
        {
            site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var sites = parsed.GetValue(site) is { } id
                ? [await pipeline.SiteAsync(id, cancellationToken)]
                : (await pipeline.Sites.ListSitesAsync(cancellationToken)).Select(row => row.Row).ToList();
            var report = await ReportAsync(pipeline, sites, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) await context.Io.Out.WriteLineAsync(Json.Write(report));
            else Show(context, report);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<StatusReport> ReportAsync(
        OpenPipeline pipeline, IReadOnlyList<Site> sites, CancellationToken cancellationToken)
    {
        var now = pipeline.Get<TimeProvider>().GetUtcNow();
        var inOutbox = 0;
        double? ahead = null;
        for (var shard = 0; shard < pipeline.Pages.Shards; shard++)
        {
            var agenda = await pipeline.Pages.ReadAgendaAsync(shard, DateTimeOffset.MinValue, 1, 1, cancellationToken);
            if (agenda.PlannedAhead(now) is { } latest && !(ahead > (latest - now).TotalHours)) ahead = (latest - now).TotalHours;
            inOutbox += (await pipeline.Pages.ReadOutboxAsync(shard, 1000, cancellationToken)).Count;
        }

        var reports = (await pipeline.Get<SiteStatuses>().OfAsync(sites, cancellationToken)).ToList();
        for (var i = 0; i < reports.Count && reports.Sum(site => site.Links) <= SiteStatuses.MaxCountedNow; i++)
            reports[i] = reports[i] with { Muted = await MutedAsync(pipeline, reports[i].Site, now, cancellationToken) };

        var queues = pipeline.Get<IMessageQueues>();
        var undelivered = await pipeline.Get<UndeliveredAlerts>().CountAsync(cancellationToken);
        var poison = await pipeline.Get<PoisonMessages>().CountAsync(cancellationToken);
        return new StatusReport(
            reports,
            new PipelineStatus(
                await queues.Checks.CountAsync(cancellationToken), await queues.Alerts.CountAsync(cancellationToken), poison, inOutbox)
            {
                Undelivered = undelivered.Waiting,
                OldestUndelivered = undelivered.Oldest,
                FailedDeliveries = undelivered.Failed,
                ClockAheadHours = ahead is { } hours ? Math.Round(hours, 1) : null,
            });
    }

    /// <summary>Pages don't know it, so links are read: in a small store only.</summary>
    private static ValueTask<int> MutedAsync(OpenPipeline pipeline, string site, DateTimeOffset now, CancellationToken cancellationToken) =>
        pipeline.Sites.LinksAsync(site, cancellationToken).CountAsync(link => link.IsMuted(now), cancellationToken);

    private static void Show(CommandContext context, StatusReport report)
    {
        var terminal = new Terminal(context.Io);
        var table = Terminal.Table(["site", "links", .. Shown]);
        foreach (var count in table.Columns.Skip(1)) count.NoWrap = true;
        foreach (var site in report.Sites)
        {
            var counts = Shown.Select(name => Text(site.Statuses.GetValueOrDefault(name)));
            table.AddRow([Terminal.Escape(site.Site), Text(site.Links), .. counts]);
        }

        terminal.Write(table);
        foreach (var site in report.Sites.Where(site => site.Links > 0)) terminal.Text(PlainText.OneLine(Coverage(site), 1000));
        var pipeline = report.Pipeline;
        if (pipeline.ClockAheadHours is { } hours)
            terminal.Text(string.Create(CultureInfo.InvariantCulture, $"Stored times lie {hours:0.#} hours ahead of this ")
                + "machine's clock: it is wrong, or was when they were stored. Set the clock right; the next run sets the times back.");
        terminal.Text($"Queued: {Counted.Of(pipeline.Checks, "batch of pages", "batches of pages")}, "
            + $"{Counted.Of(pipeline.Alerts, "alert message")}. "
            + $"Not yet with their sites: {Counted.Of(pipeline.ChangesInOutbox, "change")}. Failed permanently: "
            + $"{Counted.Of(pipeline.Poison, "message")}{(pipeline.Poison > 0 ? " (put them back with linkwatch requeue)" : "")}."
            + UndeliveredWords.Of(new(pipeline.Undelivered, pipeline.OldestUndelivered, 0, pipeline.FailedDeliveries)));
    }

    /// <summary>As in <c>shop: 397 of 412 links verified lately (96 %); not verified: 15 blocked. 2 being confirmed.</c></summary>
    private static string Coverage(SiteStatus site)
    {
        var line = new StringBuilder($"{site.Site}: {Text(site.Coverage.Verified)} of {Counted.Of(site.Links, "link")} verified lately (")
            .Append(CultureInfo.InvariantCulture, $"{Math.Floor(100.0 * site.Coverage.Verified / site.Links):0} %)");
        var why = site.Coverage.NotVerified.Select(reason => $"{Text(reason.Value)} {reason.Key}").ToList();
        if (why.Count > 0) line.Append("; not verified: ").AppendJoin(", ", why);
        line.Append('.');
        if (site.Coverage.At is { } at) line.Append(CultureInfo.InvariantCulture, $" Audited {Terminal.Time(at)} UTC.");
        if (site.Turning > 0) line.Append(CultureInfo.InvariantCulture, $" {site.Turning} being confirmed.");
        if (site.Fast is { } fast) line.Append(CultureInfo.InvariantCulture, $" {fast} {FastConfirmation.Words}.");
        if (site.Unverifiable > 0) line.Append(CultureInfo.InvariantCulture, $" {site.Unverifiable} unverifiable.");
        if (site.Muted > 0) line.Append(CultureInfo.InvariantCulture, $" {site.Muted} muted.");
        return line.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
