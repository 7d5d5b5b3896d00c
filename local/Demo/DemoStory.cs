using System.Globalization;
using LinkWatch.Confirming;
using LinkWatch.Discovery;
using LinkWatch.Links;
using LinkWatch.Local.Commands;
using LinkWatch.Local.Pipeline;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Urls;
using Spectre.Console;
using Status = LinkWatch.Links.Status;

namespace LinkWatch.Local.Demo;

/// <summary>Runs the demo and shows what happens, what was found, and which mails the owner got.</summary>
internal sealed class DemoStory(CommandContext context, OpenPipeline pipeline, DemoWeb web, JumpingTime time)
{
    private const int MaxAlertsShown = 1000;
    private const int OldestDays = 90;

    /// <summary>The owner gets one mail each morning at eight.</summary>
    private static readonly Site Site = new()
    {
        Id = "alpenkraut",
        Domains = ["alpenkraut.example"],
        Owners = ["owner@alpenkraut.example"],
        QuietHours = new QuietHours(new TimeOnly(9, 30), new TimeOnly(8, 30)),
    };
    private readonly Terminal terminal = new(context.Io);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        terminal.Line(
            $"[bold]A built-in web:[/] {DemoPages.All.Count} pages on loopback that link, or should link, to {Site.Id}'s shop");
        await pipeline.Sites.SaveSiteAsync(Site, cancellationToken);
        var added = await ImportAsync(DemoPages.All, page => page % OldestDays, cancellationToken);
        terminal.Line($"Imported {Counted.Of(added, "link")}. The clock now jumps; every page is visited once a day, "
            + "and again if a change must be confirmed.\n");
    }

    public async Task DayAsync(int day, TimeSpan jump, CancellationToken cancellationToken)
    {
        web.Day = day;
        if (day == DemoPages.LetterDay) await WriteLettersAsync(cancellationToken);
        if (day == DemoPages.ReturnDay) await ImportAsync(DemoPages.Burst, _ => 0, cancellationToken);
        if (day == DemoDiscovery.Day) await DiscoverAsync(cancellationToken);
        var (pages, alerts) = (0, 0);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(1); passed += jump)
        {
            var report = await pipeline.Get<RunOnce>().RunAsync(progress: null, cancellationToken);
            (pages, alerts) = (pages + report.Pages, alerts + report.Alerts);
            time.Jump(jump);
        }

        var happens = day switch
        {
            DemoDiscovery.Day => "  [bold]an access log names pages that nobody listed[/]",
            DemoPages.ChangeDay => "  [bold]some pages change[/]",
            DemoPages.LetterDay => "  [bold]the owner writes letters about two lost links[/]",
            DemoPages.OutageDay => "  [bold]a whole host is gone[/]",
            DemoPages.ReturnDay => "  [bold]some come back; an export has 30 new links[/]",
            _ => "",
        };
        terminal.Line($"day {day,2}: {pages,3} pages checked, {Counted.Of(alerts, "mail")}{happens}");
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        ShowStates(
            (await pipeline.Sites.ListLinksAsync(Site.Id, null, MaxAlertsShown, cancellationToken)).Rows.Select(row => row.Row).ToList());
        var history = (await pipeline.Sites.ListHistoryAsync(Site.Id, null, MaxAlertsShown, cancellationToken)).Rows.Select(row => row.Row)
            .Where(row => row.Change.Kind != ChangeKind.Baseline).Reverse().ToList();
        ShowChanges(history);
        await ShowMailsAsync(cancellationToken);
    }

    /// <param name="pages">The pages of an export.</param>
    /// <param name="age">How many days ago the export first saw the link, by the page's index.</param>
    /// <param name="cancellationToken">Stops.</param>
    private async Task<int> ImportAsync(IReadOnlyList<DemoPage> pages, Func<int, int> age, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var links = pages.Select((page, i) => new Backlink
        {
            Source = web.UrlOf(page),
            Target = new LinkTarget(web.TargetOf(page)),
            ExpectedRel = page.First == PageKind.Sponsored ? ["sponsored"] : [],
            ExpectedAnchor = DemoAnswer.AnchorOf(page.First),
            Price = page.PaidDays is null ? null : new Money(240, "EUR"),
            PaidFrom = page.PaidDays is null ? null : today.AddDays(-OldestDays),
            PaidUntil = page.PaidDays is { } days ? today.AddDays(days) : null,
            Acquired = page.PaidDays is null ? null : Acquired.Paid,
            Notes = new Dictionary<string, string> { ["First seen"] = today.AddDays(-age(i)).ToString("O", CultureInfo.InvariantCulture) },
        }).ToList();
        var outcome = await pipeline.Get<LinkTracker>().AddAsync(Site, links, "demo", progress: null, cancellationToken);
        await pipeline.Get<TargetWatch>().BeginAsync(Site.Id, links, cancellationToken);
        return outcome.Added;
    }

    private async Task WriteLettersAsync(CancellationToken cancellationToken)
    {
        foreach (var page in DemoPages.WrittenTo)
        {
            var linkId = Ids.Link(Site.Id, web.UrlOf(page), new LinkTarget(web.TargetOf(page)));
            await pipeline.Get<SiteLetters>().SentAsync(Site.Id, linkId, cancellationToken);
        }
    }

    private Task DiscoverAsync(CancellationToken cancellationToken) => new DemoDiscovery(
        pipeline.Sites, pipeline.Get<ICandidateInbox>(), pipeline.Get<CandidateActions>(), web, time).RunAsync(Site.Id, cancellationToken);

    private void ShowStates(IReadOnlyList<LinkRow> links)
    {
        terminal.Line("\n[bold]The state of the links now[/]");
        var table = Terminal.Table("status", "links", "for example", "why");
        foreach (var group in links.GroupBy(link => (link.Status, Reason: link.Reasons.Count > 0 ? link.Reasons[0] : (Reason?)null))
            .OrderBy(group => group.Key.Status ?? Status.Unknown)
            .ThenByDescending(group => group.Count()))
        {
            table.AddRow(
                Terminal.Of(group.Key.Status),
                group.Count().ToString(CultureInfo.InvariantCulture),
                Terminal.Escape(ShortOf(group.First().Link.Source)),
                group.Key.Reason?.Name() ?? "");
        }

        terminal.Write(table);
    }

    private void ShowChanges(IReadOnlyList<HistoryRow> history)
    {
        terminal.Line("\n[bold]What changed, with the evidence[/]");
        var table = Terminal.Table("when (UTC)", "change", "page, evidence");
        foreach (var row in history)
        {
            table.AddRow(
                Terminal.Time(row.Change.At),
                $"{Terminal.Of(row.Change.Old)} → {ToWords(row.Change)}\n{Counted.Of(row.Change.Readings, "reading")}",
                $"{Terminal.Escape(ShortOf(row.Source))}\n" + Terminal.Escape(row.Change.Evidence.Count > 0
                    ? row.Change.Evidence[0]
                    : string.Join(' ', row.Change.Reasons.Select(reason => reason.Name()))));
        }

        terminal.Write(table);
    }

    /// <summary>All hosts of the demo are on this machine, at one port.</summary>
    private static string ShortOf(WebUrl url) => url.Host.Replace(".localhost", "", StringComparison.Ordinal) + url.Path;

    private static string ToWords(LinkChange change) => change.Kind switch
    {
        ChangeKind.Back => Terminal.Of(change.New) + " again",
        ChangeKind.Unverifiable => "[grey]unknown[/]",
        ChangeKind.Detail => Terminal.Of(change.New) + ", different anchor",
        _ => Terminal.Of(change.New),
    };

    private async Task ShowMailsAsync(CancellationToken cancellationToken)
    {
        var alerts = (await pipeline.Sites.ListAlertsAsync(Site.Id, null, MaxAlertsShown, cancellationToken)).Rows.Select(row => row.Row)
            .OrderBy(alert => alert.SealedAt).ToList();
        terminal.Line($"\n[bold]{Counted.Of(alerts.Count, "mail")} to the owner[/]");
        foreach (var alert in alerts) terminal.Text($"  {Terminal.Time(alert.SealedAt)}  ", Terminal.Plain(alert.Subject));
        if (alerts.LastOrDefault(alert => alert.Subject.Contains("new referring domains", StringComparison.Ordinal)) is { } telling)
        {
            terminal.Line("\n[bold]One of them[/]");
            terminal.Folded(telling.Text);
        }

        // In one line each: they are to be copied.
        await context.Io.Out.WriteLineAsync(
            $"The mails are in {pipeline.Settings.OutboxFolder}\nEverything is in {pipeline.Settings.DataFolder}:");
        string[] data = ["--data", pipeline.Settings.DataFolder];
        await context.Io.Out.WriteLineAsync($"  {OwnCommand.With(["status", .. data])}");
        foreach (var command in (string[])["history", "targets", "review", "letters", "contracts"])
            await context.Io.Out.WriteLineAsync($"  {OwnCommand.With([command, "--site", Site.Id, .. data])}");
    }
}
