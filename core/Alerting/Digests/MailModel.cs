namespace LinkWatch.Alerting.Digests;

/// <summary>What a mail says, before it is text or HTML.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Lead">The gist: also the preheader that mail programs show beside the subject.</param>
/// <param name="Sections">What is told, the most urgent first.</param>
/// <param name="Closing">Below everything else.</param>
internal sealed record MailModel(string Subject, string Lead, IReadOnlyList<MailSection> Sections, string Closing)
{
    public MailText Render() => new(PlainText.OneLine(Subject, 150), MailAsText.Render(this), MailAsHtml.Render(this));
}

/// <param name="Title">With the number of items.</param>
/// <param name="Meaning">What it means for the owner.</param>
/// <param name="Items">One per link; empty where the meaning says it all.</param>
internal sealed record MailSection(string Title, string Meaning, IReadOnlyList<MailItem> Items);

/// <param name="Source">The page: shown as a link.</param>
/// <param name="Facts">Label and text, a line each.</param>
/// <param name="Evidence">As it stood on the page or in the answer.</param>
internal sealed record MailItem(string Source, IReadOnlyList<(string Label, string Text)> Facts, IReadOnlyList<string> Evidence)
{
    /// <summary>A letter that the reader may send on, or null.</summary>
    public string? Draft { get; init; }
}
