using LinkWatch.Links;
using LinkWatch.Review;

namespace LinkWatch.Local.Commands;

/// <summary>What is asked before links are disavowed; in a script, options answer.</summary>
internal sealed class DisavowQuestions(CommandIo io, DisavowReason? reason, bool isEvenFollowed)
{
    public DisavowReason? Reason { get; private set; } = reason;

    /// <exception cref="UsageException">Nobody can be asked, and no option answers.</exception>
    public void Check()
    {
        if (Reason is null && !io.IsInteractive)
            throw new UsageException(
                "say why you disavow these links: --reason manual-action (Google took one), or --reason cannot-remove "
                + "(you caused the links and cannot remove them); else leave them");
    }

    /// <summary>False if nothing is to be written.</summary>
    /// <exception cref="UsageException">Nobody can be asked, and no option answers.</exception>
    public async Task<bool> AskAsync(DisavowPlan plan)
    {
        if (plan.Entries.Count == 0) return true;
        if ((Reason ??= await AskReasonAsync(plan.Entries.Count)) is null)
            return await SayAsync("linkwatch: nothing is written: Google mostly knows such links by itself");
        if (plan.Followed == 0 || isEvenFollowed) return true;
        var followed = $"{Counted.Of(plan.Followed, "live, followed link")} of the site (such as "
            + $"{Terminal.Url(plan.FirstFollowed!.Href)})";
        if (!io.IsInteractive)
            throw new UsageException($"this disavows {followed}: add --even-followed if you mean it, or leave them out");
        return await AnswerAsync($"This also disavows {followed}, which may well help you. Disavow these too? [y/N] ") is "y" or "yes"
            || await SayAsync("linkwatch: nothing is written");
    }

    private async Task<DisavowReason?> AskReasonAsync(int entries)
    {
        foreach (var line in Folding.Fold(DisavowAdvice.Warning, 80)) await io.Error.WriteLineAsync(line);
        var answer = await AnswerAsync(
            $"{Counted.Of(entries, "entry", "entries")} to add. Did Google take a (m)anual action because of these links, or did "
            + "you (c)ause them and cannot have them removed? Or (n)either? [n] ");
        return answer switch
        {
            "m" or "manual" or "manual-action" => DisavowReason.ManualAction,
            "c" or "cause" or "cannot-remove" => DisavowReason.CannotRemove,
            _ => null,
        };
    }

    private async Task<string?> AnswerAsync(string question)
    {
        await io.Error.WriteAsync(string.Join('\n', Folding.Fold(question, 79)));
        return (await io.In.ReadLineAsync())?.Trim().ToLowerInvariant();
    }

    private async Task<bool> SayAsync(string line)
    {
        await io.Error.WriteLineAsync(line);
        return false;
    }
}
