using System.CommandLine;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Storage;

namespace LinkWatch.Local.Commands;

/// <summary><c>letters</c>: letters about lost links, which the owner sends, and what became of them.</summary>
internal static class LettersCommand
{
    private const int Portion = 200;

    public static Command Create(CommandContext context)
    {
        var list = new Option<string?>("--list")
        {
            Description = "due (to be followed up), waiting (the default) or won-back.",
            HelpName = "LIST"
        };
        var command = new Command("letters", "Shows letters about lost links: due to be followed up, waiting, won back.")
        {
            CommonOptions.Site, list, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json, Draft(context),
            Mark(context, "mark", "Notes that you wrote about the lost links on a page.", ToSentAsync),
            Mark(context, "forget", "Forgets a letter: nothing is due any more.", ToForgottenAsync),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var which = parsed.GetValue(list) is { } text ? ListOf(text) : LetterList.Waiting;
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            await ShowAsync(context, pipeline, owner, which, parsed.GetValue(CommonOptions.Json), cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task ShowAsync(
        CommandContext context, OpenPipeline pipeline, Site site, LetterList list, bool isJson, CancellationToken cancellationToken)
    {
        var letters = pipeline.Get<SiteLetters>();
        var terminal = new Terminal(context.Io);
        var counts = await letters.CountAsync(site, cancellationToken);
        if (!isJson) terminal.Text($"{counts.Due} due to be followed up, {counts.Waiting} waiting, {counts.WonBack} won back.");
        for (string? after = null; ;)
        {
            var page = await letters.ListAsync(site, list, after, Portion, cancellationToken);
            foreach (var report in page.Links.Select(link => LetterReport.Of(site, link)))
            {
                if (isJson) await context.Io.Out.WriteLineAsync(Json.Write(report));
                else Show(terminal, report);
            }

            if (page.Next is null) return;
            after = page.Next;
        }
    }

    private static void Show(Terminal terminal, LetterReport letter)
    {
        terminal.Text(Terminal.Url(letter.Source));
        var times = letter.Count > 1 ? $" ({letter.Count} times)" : "";
        var then = letter.WonBackAt is { } back
            ? $"won back {Terminal.Time(back)}, now {letter.Status}"
            : $"follow-up due {Terminal.Time(letter.DueAt)}";
        terminal.Text("  sent     ", $"{Terminal.Time(letter.SentAt)}{times}; {then} (UTC)", "grey");
    }

    private static Command Draft(CommandContext context)
    {
        var page = Page();
        var command = new Command("draft", "Prints a draft to the owner of a page that lost a link. Nothing is sent.")
        {
            page, CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var url = SourceUrl.Parse(parsed.GetRequiredValue(page), "PAGE");
            var ids = await LinksOnPage.FindAsync(pipeline, owner, url, target: null, cancellationToken);
            if (ids.Count == 0) return await LinksOnPage.NoneAsync(context, owner, url);
            var lost = (await pipeline.Sites.FindLinksAsync(owner.Id, ids, cancellationToken))
                .Select(link => link.Row).FirstOrDefault(link => link.Status == Status.Lost);
            if (lost is null) return await NotLostAsync(context, url.Href);
            var draft = LetterToOwner.Of(owner, lost);
            await context.Io.Out.WriteLineAsync($"To: {draft.To ?? "(nobody is noted as the contact)"}\nSubject: {draft.Subject}\n");
            await context.Io.Out.WriteLineAsync(draft.Body.ReplaceLineEndings("\n"));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Mark(
        CommandContext context, string name, string description,
        Func<SiteLetters, Site, IReadOnlyList<string>, CancellationToken, Task<string?>> act)
    {
        var page = Page();
        var command = new Command(name, description) { page, CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var url = SourceUrl.Parse(parsed.GetRequiredValue(page), "PAGE");
            var ids = await LinksOnPage.FindAsync(pipeline, owner, url, target: null, cancellationToken);
            if (ids.Count == 0) return await LinksOnPage.NoneAsync(context, owner, url);
            if (await act(pipeline.Get<SiteLetters>(), owner, ids, cancellationToken) is not { } done)
                return await NotLostAsync(context, url.Href);
            await context.Io.Out.WriteLineAsync(done);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<string?> ToSentAsync(
        SiteLetters letters, Site site, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var marked = 0;
        foreach (var id in ids)
        {
            if ((await letters.SentAsync(site.Id, id, cancellationToken)).IsMarked) marked++;
        }

        return marked == 0 ? null : $"Noted for {Counted.Of(marked, "lost link")}. If not back in "
            + $"{Counted.Of((int)SiteLetters.FollowUpAfter(site).TotalDays, "day")}, a follow-up is due.";
    }

    private static async Task<string?> ToForgottenAsync(
        SiteLetters letters, Site site, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids) await letters.ForgetAsync(site.Id, id, cancellationToken);
        return "Forgotten: nothing is due.";
    }

    private static async Task<int> NotLostAsync(CommandContext context, string page)
    {
        await context.Io.Error.WriteLineAsync($"linkwatch: no link on {Terminal.Url(page)} is lost: there is nothing to write about");
        return CommandLine.NotWell;
    }

    private static Argument<string> Page() => new("PAGE") { Description = "The page that lost the link." };

    private static LetterList ListOf(string text) => KebabCase.Parse<LetterList>(text)
        ?? throw new UsageException($"--list: '{text}' is neither due, waiting nor won-back");
}
