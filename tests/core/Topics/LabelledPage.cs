using System.Net;
using System.Text;
using LinkWatch.Html;
using LinkWatch.Tests.Support;
using LinkWatch.Topics;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Topics;

/// <summary>A text written by hand, with its language and what it is about: written before the rule.</summary>
/// <param name="Language">A code.</param>
/// <param name="Topic"><c>other</c> and the like of what no target is about.</param>
/// <param name="IsTarget">Whether others are held against it.</param>
/// <param name="Text">Some 70 words.</param>
internal sealed record LabelledPage(string Language, string Topic, bool IsTarget, string Text)
{
    public static IReadOnlyList<LabelledPage> All { get; } =
    [
        .. Repository.Read("tests/core/Topics/labelled-pages.txt").TrimEnd('\n').Split('\n').Chunk(2)
            .Select(lines => (Label: lines[0].Split(' '), Text: lines[1]))
            .Select(page => new LabelledPage(page.Label[1], page.Label[2], page.Label[3] == "target", page.Text))
    ];

    /// <summary>Each target with each page of its language.</summary>
    public static IEnumerable<(LabelledPage Target, LabelledPage Page)> Pairs =>
        from target in All
        where target.IsTarget
        from page in All
        where !page.IsTarget && page.Language == target.Language
        select (target, page);

    public PageTopic Read() => TopicReader.Read(Source(Html()), contentLanguage: null)!;

    public static PageSource Source(string html) =>
        new(WebUrl.Parse("https://blog.example/post"), Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", []);

    /// <summary>Among what the pages of a site share, whatever they are about. It declares the wrong language, as many do.</summary>
    public string Html(string main = "") =>
        $"""
         <!doctype html><html lang="en-US"><head><meta charset="utf-8"><style>.roses, .coffee, .invoice, .cheese [x]</style></head>
         <body><header><a href="/">The village magazine</a></header>
         <nav><a href="/garden">Garden</a> <a href="/money">Money</a> <a href="/food">Food</a> <a href="/travel">Travel</a></nav>
         <main><p>{WebUtility.HtmlEncode(Text)}</p>{main}</main>
         <aside><h2>Most read</h2><a href="/1">Ten gardens by the sea</a> <a href="/2">A mortgage for the young</a></aside>
         <script>const roses = "bicycles cheese coffee dentist";</script>
         <footer>Subscribe to the newsletter of our magazine, made in the village since 1987</footer></body></html>
         """;
}
