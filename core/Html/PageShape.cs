using LinkWatch.Urls;

namespace LinkWatch.Html;

/// <summary>
/// What a page with little text offers its visitors, outside its header, menus, footer and comments, and outside what lies over it:
/// taken if a wanted link is absent, because a gate may be shown instead of the page. Never stored.
/// </summary>
public sealed record PageShape
{
    public IReadOnlyList<PageBlock> Blocks { get; init; } = [];

    public IReadOnlyList<ShownLink> Links { get; init; } = [];

    public IReadOnlyList<PageForm> Forms { get; init; } = [];

    /// <summary>What buttons say, in forms and out of them.</summary>
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>The values and texts of each select's options.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Selects { get; init; } = [];

    /// <summary>Something lies over a page that is there beneath it: the rest is of the page alone.</summary>
    public bool IsCovered { get; init; }

    /// <summary>A script writes a cookie and loads the page again.</summary>
    public bool ReloadsWithCookie { get; init; }
}

/// <summary>A paragraph, a heading or a list item.</summary>
/// <param name="Text">White space folded, the texts of links and buttons in it.</param>
/// <param name="IsHeading">Whether it is a heading.</param>
/// <param name="ChoiceLength">How much of it is links and buttons, in characters.</param>
public sealed record PageBlock(string Text, bool IsHeading, int ChoiceLength);

/// <summary>A link with its text, or its images' alt texts.</summary>
/// <param name="Href">The href resolved.</param>
/// <param name="Text">White space folded.</param>
/// <param name="NamesLanguage">Whether it is marked as a version in a language (<c>hreflang</c>, <c>lang</c>).</param>
public sealed record ShownLink(WebUrl Href, string Text, bool NamesLanguage);

/// <summary>A form.</summary>
/// <param name="Action">Where it is sent to.</param>
/// <param name="IsPost">Whether by POST.</param>
/// <param name="Controls">Its fields and buttons.</param>
public sealed record PageForm(WebUrl Action, bool IsPost, IReadOnlyList<PageControl> Controls);

/// <summary>A field or button of a form: its type in lower case (<c>select</c> and <c>textarea</c> for those), name and value.</summary>
public sealed record PageControl(string Type, string Name, string Value);
