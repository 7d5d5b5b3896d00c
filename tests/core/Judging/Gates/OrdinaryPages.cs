using LinkWatch.Judging;

namespace LinkWatch.Tests.Core.Judging.Gates;

/// <summary>Pages that lost their link and are themselves, many of them short, and many with what gates have, too.</summary>
internal static class OrdinaryPages
{
    private const string Languages =
        "<a hreflang=en href=/en/a/post>English</a> <a hreflang=de href=/de/a/post>Deutsch</a> <a hreflang=fr href=/fr/a/post>Français</a>";

    private static readonly Func<Draft, string>[] Kinds =
    [
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(12)}"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(1)}"),
        draft => Page(draft, draft.Paragraphs(2)),
        draft => Page(draft, $"<p>{draft.Sentence()}"),
        draft => Page(draft, $"<article><h2>{draft.Title}</h2><time>2024-05-18</time>{draft.Paragraphs(1)}</article>{Menu}"),
        draft => Page(draft, $"<header><nav>{Languages}</nav></header><main><h1>{draft.Title}</h1>{draft.Paragraphs(1)}</main>"),
        draft => Page(draft, $"<div class=langs>{Languages}</div><h1>{draft.Title}</h1>{draft.Paragraphs(2)}{Menu}"),
        draft => Page(draft, $"<h1>{draft.Title}</h1><ul>{draft.Many(14, i => $"<li><a href='/tea/{i}'>{draft.Sentence()}</a>")}</ul>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>"
            + $"<ul>{draft.Many(9, i => $"<li><a href='https://site{i}.example/'>{draft.Sentence()}</a>")}</ul>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>"
            + draft.Many(5, i => $"<div id=p{i}><a href='/u/{i}'>u{i}</a> {draft.Sentence()} <a href='/a/post?reply={i}'>#{i}</a></div>")
            + $"<form method=post action=/a/post><textarea name=text></textarea><button>{draft.Word(4)}</button></form>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1><p>{draft.Sentence()}<form method=post><input name=name><input type=email name=mail>"
            + $"<textarea name=text></textarea><select name=country><option>Deutschland<option>France<option>España<option>Italia"
            + $"<option>Polska<option>日本</select><button>{draft.Word(4)}</button></form>"),
        draft => Page(draft, $"<h1>{draft.Title} 18</h1><p>{draft.Sentence()} <b>€ 41,90</b><form method=post action=/cart><input "
            + $"type=hidden name=sku value=18><input type=number name=n value=1><button>{draft.Word(4)}</button></form>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1><p>{draft.Sentence()} 12.50 €<form method=post><button "
            + $"name=buy>{draft.Word(2)}</button><button name=later>{draft.Word(3)}</button></form>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(1)}<div class=cookie-banner><p>{draft.Say.Cookie[1]}</p>"
            + $"<button>{draft.Word(0)}</button><button>{draft.Word(1)}</button></div>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(4)}<div role=dialog><h2>{draft.Say.Cookie[0]}</h2>"
            + $"<p>{draft.Say.Cookie[1]}</p><button>{draft.Word(0)}</button></div>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(8)}<div class=overlay><h2>{draft.Say.Age[0]}</h2>"
            + $"<p>{draft.Say.Age[1]}</p><button>{draft.Word(2)}</button></div>"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(1)}<p><a "
            + $"href='https://social.example/share?u=https%3A%2F%2Fblog.example%2Fa%2Fpost'>share</a> <a "
            + $"href='/a/post?print=1'>print</a>{Menu}"),
        draft => Page(draft, $"<p><a href='/login?next=/a/post'>log in</a><h1>{draft.Title}</h1>{draft.Paragraphs(2)}"),
        draft => Page(draft, $"<form action=/search><input name=q><button>{draft.Word(4)}</button></form><h1>{draft.Title}</h1>"
            + $"<p>{draft.Sentence()}"),
        draft => Page(draft, $"<h1>{draft.Title}</h1><form method=post "
            + $"action=/poll>{draft.Many(3, i => $"<label><input type=radio name=v value={i}>{draft.Word(i)}</label>")}"
            + $"<button>{draft.Word(4)}</button></form>{Menu}"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(1)}<form method=post action=/mail><input type=email name=mail>"
            + $"<button>{draft.Word(4)}</button></form>"),
        draft => Page(draft, $"<table><tr><td>{draft.Sentence()}<td>10–18<tr><td>{draft.Sentence()}<td>9–16</table><p>+49 30 1234567"),
        draft => Page(draft, $"<h1>{draft.Title}</h1>{draft.Paragraphs(1)}<p>Chrome 120, Firefox 121<p>{draft.Paragraphs(2)}{Menu}"),
        draft => Page(draft, $"<h1>{draft.Title}</h1><p>{draft.Sentence()}<p><a href='/a/post?page=2'>2</a> <a "
            + $"href='/a/post?page=3'>3</a>{Menu}"),
    ];

    private const string Menu = "<ul><li><a href=/>Home</a><li><a href=/teas>Teas</a><li><a href=/hills>Hills</a><li><a "
        + "href=/about>About</a><li><a href=/mail>Mail</a></ul>";

    /// <summary>The like of it in its last reading, or another page; null where there was none.</summary>
    private static readonly Fingerprint?[] Before = [null, null, new("Tea", 900, 1), new("Twelve teas from the hills", 48_000, 9)];

    public static IEnumerable<ShownPage> All =>
        from say in GatePhrases.All
        from kind in Kinds.Select((page, at) => (Page: page, At: at))
        from variety in Enumerable.Range(0, 8)
        let draft = new Draft(say, kind.At * 31 + variety)
        let before = variety < 5 ? null : Before[variety % Before.Length]
        select new ShownPage($"{say.Code}: {kind.At}/{variety}", kind.Page(draft)) { Previous = before };

    private static string Page(Draft draft, string body) =>
        $"<!doctype html><html lang={draft.Say.Code}><head><meta charset=utf-8><title>{draft.Title}</title></head>"
            + $"<body>{body}</body></html>";

    private sealed class Draft(GatePhrases say, int number)
    {
        private int next = number;

        public GatePhrases Say => say;

        public string Title { get; } = string.Join(' ', say.Prose[number % say.Prose.Length].TrimEnd('.', '。').Split(' ').Take(5));

        public string Sentence() => say.Prose[next++ % say.Prose.Length];

        public string Word(int at) => say.Words[at];

        public string Paragraphs(int count) => Many(count, i => $"<p>{Sentence()} {Sentence()} {(i % 2 == 0 ? Sentence() : "")}</p>");

        public string Many(int count, Func<int, string> of) => string.Concat(Enumerable.Range(0, count).Select(of));
    }
}
