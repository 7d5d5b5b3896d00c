namespace LinkWatch.Judging.Signatures;

/// <summary>One thing that gives a page away.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Phrase">Lower case, plain apostrophes and dots.</param>
/// <param name="Says">What it means, for the evidence; null where the table's own words do.</param>
internal readonly record struct Signature(SignPlace Place, string Phrase, string? Says = null);

/// <summary>Where a sign stands.</summary>
internal enum SignPlace
{
    /// <summary>A whole part of the title (<c>Page not found | Example</c> has two): an article about it has a longer one.</summary>
    Title,

    /// <summary>The title is this and nothing else: for words that are also names of sections.</summary>
    WholeTitle,

    /// <summary>At the beginning of the title, whatever follows.</summary>
    TitleStart,

    /// <summary>Anywhere in the first 4,096 characters of text.</summary>
    Text,
}
