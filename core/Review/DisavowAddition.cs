using System.Globalization;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Review;

/// <summary>An entry to add, and why.</summary>
/// <param name="Entry">The domain or the address.</param>
/// <param name="Comment">One line that begins with <c>#</c>.</param>
public sealed record DisavowAddition(DisavowEntry Entry, string Comment)
{
    private const int MaxAnchor = 80;
    private const int MaxAddress = 300;

    /// <param name="entry">What to add.</param>
    /// <param name="day">The day on which it is added.</param>
    /// <param name="reason">Why it is disavowed.</param>
    /// <param name="links">How many of the site's links it covers.</param>
    /// <param name="evidence">One of them; null if there are none.</param>
    public static DisavowAddition Of(DisavowEntry entry, DateOnly day, DisavowReason reason, int links, DisavowEvidence? evidence)
    {
        var what = evidence is null ? "no link of it is tracked" : evidence.Words() + (links > 1 ? $" ({More(links - 1)})" : "");
        return new DisavowAddition(entry, FormattableString.Invariant($"# {day:yyyy-MM-dd} {reason.Name()}: {what}"));
    }

    private static string More(int links) =>
        links == 1 ? "and 1 more link" : $"and {links.ToString(CultureInfo.InvariantCulture)} more links";

    /// <summary>
    /// Text of a page in one line: a line end in it would be a line of the file that disavows what someone else likes.
    /// </summary>
    internal static string OneLine(string text, int max)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= max) return line.Append('…').ToString();
            var isText = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            line.Append(isText ? rune.ToString() : " ");
        }

        return line.ToString().Trim();
    }

    internal static string Anchor(string text) => OneLine(text, MaxAnchor);

    internal static string Address(string text) => OneLine(text, MaxAddress);
}

/// <summary>What is known of a link that is disavowed.</summary>
/// <param name="Status">Null while pending.</param>
/// <param name="Rel">Its tokens.</param>
/// <param name="Anchor">Null if the link was never seen.</param>
/// <param name="Source">The page that has it.</param>
public sealed record DisavowEvidence(Status? Status, IReadOnlyList<string> Rel, string? Anchor, string Source)
{
    public static DisavowEvidence Of(LinkRow link) =>
        new(link.Status, link.Detail?.Rel ?? [], link.Detail?.Anchor, link.Link.Source.Href);

    internal string Words()
    {
        var status = Status?.Name() ?? "pending";
        var rel = Rel.Count == 0 ? "none" : DisavowAddition.Anchor(string.Join(' ', Rel));
        var seen = Anchor is null ? "never seen" : $"rel {rel}, anchor \"{DisavowAddition.Anchor(Anchor)}\"";
        return $"{status}, {seen}, on {DisavowAddition.Address(Source)}";
    }
}

/// <summary>Why links are disavowed: the two cases for which Google made the tool. The kebab-case names are typed and written.</summary>
public enum DisavowReason
{
    /// <summary>Google took a manual action against the site because of such links.</summary>
    ManualAction,

    /// <summary>The owner caused them, and cannot have them removed.</summary>
    CannotRemove,
}
