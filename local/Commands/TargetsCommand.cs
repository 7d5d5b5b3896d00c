using System.CommandLine;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>targets</c>: lists the pages of a site's own that its links lead to, the worst first.</summary>
internal static class TargetsCommand
{
    private const int Portion = 500;

    public static Command Create(CommandContext context)
    {
        var command = new Command("targets", "Lists your pages that the links lead to: gone, redirected, not indexable, or live.")
        {
            CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var now = pipeline.Get<TimeProvider>().GetUtcNow();
            var terminal = new Terminal(context.Io);
            var any = false;
            for (string? after = null, next = ""; next is not null; after = next)
            {
                var page = await pipeline.Sites.ListAsync(owner.Id, only: null, after, Portion, cancellationToken);
                foreach (var target in page.Targets)
                {
                    any = true;
                    if (parsed.GetValue(CommonOptions.Json))
                        await context.Io.Out.WriteLineAsync(Json.Write(TargetReport.Of(owner.Id, target, now)));
                    else Show(terminal, target, now);
                }

                next = page.Next;
            }

            if (!any && !parsed.GetValue(CommonOptions.Json))
                await context.Io.Out.WriteLineAsync("No targets yet: they are found with the links, after an import or within a day.");
            return CommandLine.Done;
        });
        return command;
    }

    private static void Show(Terminal terminal, TargetRow target, DateTimeOffset now)
    {
        var name = TargetWords.NameOf(target.Status, target.Reasons);
        terminal.Text($"{name,-10}  ", Terminal.Url(target.Url.Href), StyleOf(target.State));
        var links = $"{TargetWords.Pointing(target.FollowedLinks)}, of {Counted.Of(target.Links, "watched link")}";
        terminal.Text("  links   ", links, "grey");
        if (target.Reasons.Count > 0)
            terminal.Text("  why     ", Terminal.Plain(TargetWords.Why(target.Reasons, target.Evidence, target.End?.Href)), "grey");
        if (target.Since is { } since && target.State is not TargetStatus.Live)
            terminal.Text("  since   ", $"{Terminal.Time(since)} UTC", "grey");
        if (target.Unverifiable.Count > 0 && !target.Unverifiable.SequenceEqual(target.Reasons))
        {
            var why = string.Join(' ', target.Unverifiable.Select(reason => reason.Name()));
            terminal.Text("  note    ", $"couldn't be checked: {why}", "grey");
        }

        if (target.IsMuted(now)) terminal.Text("  note    ", "muted: no alert reports it", "grey");
    }

    private static string StyleOf(TargetStatus? status) => status switch
    {
        TargetStatus.Live => "green",
        TargetStatus.Gone => "red",
        null => "grey",
        _ => "yellow",
    };
}
