using LinkWatch.Html;
using LinkWatch.Judging.Signatures;

namespace LinkWatch.Judging.Gates;

/// <summary>What a page says in its title, headings and blocks, folded for comparing.</summary>
internal sealed class GateText
{
    private static readonly char[] Ends = ['.', '!', '?', ';', '。', '！', '？'];

    private readonly Lazy<bool> asks;

    public GateText(string? title, PageShape shape)
    {
        Prose = shape.Blocks.Sum(block => Weight(block.Text) - block.ChoiceLength);
        Blocks = [.. shape.Blocks.Select(block => PageLook.Fold(block.Text))];
        Headings = [PageLook.Fold(title ?? ""), .. shape.Blocks.Where(block => block.IsHeading).Select(block => PageLook.Fold(block.Text))];
        Sentences = [.. Headings, .. Blocks.SelectMany(block => block.Split(Ends, StringSplitOptions.RemoveEmptyEntries))];
        asks = new Lazy<bool>(() => Headings.Concat(Blocks).Concat(shape.Buttons.Select(PageLook.Fold)).Any(GateWords.Request.IsIn));
    }

    /// <summary>Characters that are neither link nor button; one of a script that writes a word with it counts for three.</summary>
    public int Prose { get; }

    public IReadOnlyList<string> Blocks { get; }

    /// <summary>The title too.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Headings whole, the rest cut where sentences end.</summary>
    public IReadOnlyList<string> Sentences { get; }

    /// <summary>Something is asked of the visitor.</summary>
    public bool Asks => asks.Value;

    public bool IsHeaded(GateWords subject) => Headings.Any(subject.IsIn);

    /// <summary>In a heading, or in most of the text: a banner beside a page is neither.</summary>
    public bool IsAbout(GateWords subject)
    {
        if (IsHeaded(subject)) return true;
        var all = Blocks.Sum(block => block.Length);
        return all > 0 && 2 * Blocks.Where(subject.IsIn).Sum(block => block.Length) >= all;
    }

    public bool Same(GateWords one, GateWords other) => Sentences.Any(sentence => one.IsIn(sentence) && other.IsIn(sentence));

    /// <summary>In the first three words of a sentence.</summary>
    public bool Opens(GateWords one, GateWords other) => Sentences.Select(Opening).Any(words => one.IsIn(words) && other.IsIn(words));

    private static string Opening(string sentence) => string.Join(' ', sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3));

    private static int Weight(string text) => text.Length + (2 * text.Count(letter => letter is >= '\u2E80' and <= '\uD7FF'));
}
