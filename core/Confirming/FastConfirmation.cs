namespace LinkWatch.Confirming;

/// <summary>
/// For trying out only: the readings that a window asks for, without the time between them. What the usual windows would confirm too is
/// left as they have it, and so are the re-checks, so that nothing stays fast after the reading.
/// </summary>
public static class FastConfirmation
{
    /// <summary>How everything that comes of it says so.</summary>
    public const string Words = "confirmed fast: for trying out only";

    internal static Confirmation Apply(LinkState state, LinkReading reading, LinkExpectations expectations, ConfirmOptions options)
    {
        var usual = reading with { IsFast = false };
        var confirmation = Confirm.Apply(state, usual, expectations, options);
        if (confirmation.Change is not null) return confirmation;
        var fast = Confirm.Apply(state, usual, expectations, WithoutWaiting(options));
        return fast.Change is { } change ? Marked(fast, change) : confirmation;
    }

    private static Confirmation Marked(Confirmation fast, LinkChange change) => fast with
    {
        State = fast.State with { IsFast = fast.State.IsFast || change.Kind is ChangeKind.State or ChangeKind.Baseline },
        Change = change with { IsFast = true, Evidence = [.. change.Evidence, Words] },
    };

    /// <summary>The times that discard or remember something stay as they are.</summary>
    private static ConfirmOptions WithoutWaiting(ConfirmOptions options) => options with
    {
        Minimum = Now(options.Minimum),
        LinkRemovedAlike = Now(options.LinkRemovedAlike),
        LinkRemoved = Now(options.LinkRemoved),
        Nofollow = Now(options.Nofollow),
        Unindexed = Now(options.Unindexed),
        PageGone = Now(options.PageGone),
        NotHtml = Now(options.NotHtml),
        PageRedirectedPermanent = Now(options.PageRedirectedPermanent),
        PageRedirectedTemporary = Now(options.PageRedirectedTemporary),
        PageReplaced = Now(options.PageReplaced),
        Flapping = Now(options.Flapping),
        OtherReasons = Now(options.OtherReasons),
        OtherDetail = Now(options.OtherDetail),
        Unverifiable = Now(options.Unverifiable),
    };

    private static Window Now(Window window) => window with { Span = TimeSpan.Zero };
}
