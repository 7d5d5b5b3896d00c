using LinkWatch.Judging;

namespace LinkWatch.Tests.Core.Judging.Gates;

/// <summary>A page as it arrives for https://blog.example/a/post: its source, where it came from, and what came with it.</summary>
internal sealed record ShownPage(string Name, string Html)
{
    public string Final { get; init; } = "https://blog.example/a/post";

    public int Redirect { get; init; } = 302;

    public (string Name, string Value)[] Headers { get; init; } = [];

    public Fingerprint? Previous { get; init; }
}

/// <summary>Gates of different build, each in every language.</summary>
internal static class GatePages
{
    private static readonly Fingerprint Before = new("Twelve teas from the hills", 48_000, 9);

    private static readonly string[] Makers =
    [
        "https://www.google.com/chrome/", "https://www.mozilla.org/firefox/new/", "https://www.microsoft.com/edge",
        "https://www.apple.com/safari/",
    ];

    private static readonly string[] Lands =
        ["Deutschland", "France", "España", "Italia", "Portugal", "Nederland", "Polska", "日本", "Sverige", "Türkiye", "United "
            + "States", "Canada"];

    private static readonly string[] Tongues =
        ["English", "Deutsch", "Français", "Español", "Italiano", "Português", "Nederlands", "Polski", "Русский", "日本語"];

    public static IEnumerable<ShownPage> All => GatePhrases.All.SelectMany(Of);

    private static IEnumerable<ShownPage> Of(GatePhrases say) => Browsers(say).Concat(Cookies(say)).Concat(Ages(say)).Concat(Lists(say))
        .Concat(Bare(say)).Select(page => page with { Name = $"{say.Code}: {page.Name}" });

    private static IEnumerable<ShownPage> Browsers(GatePhrases say)
    {
        var (title, text) = (say.Browser[0], say.Browser[1]);
        yield return new("browser, names only", Page(title, $"<h1>{title}</h1><p>{text} Chrome, Firefox, Safari, Edge."));
        yield return new("browser, makers", Page("Tea & Co", $"<div><h2>{title}</h2><p>{text}</p>"
            + $"<ul>{List(Makers, at => $"<a href='{at}'><img src=x alt=''></a>")}</ul>"));
        yield return new("browser, elsewhere", Page(title, $"<h1>{title}</h1><p>{text}")) { Final = "https://blog.example/unsupported" };
        yield return new("browser, by a code", Page("", $"<table><tr><td><b>{title}</b>"
            + $"<td>{text}</table>"))
        { Final = "https://blog.example/e/41", Redirect = 307 };
    }

    private static IEnumerable<ShownPage> Cookies(GatePhrases say)
    {
        var (title, text, words) = (say.Cookie[0], say.Cookie[1], say.Words);
        yield return new("consent, form", Page(
            title, $"<h1>{title}</h1><p>{text}<form method=post action=/consent><input type=hidden name=t value=/a/post><button "
                + $"name=y>{words[0]}</button><button name=n>{words[1]}</button></form>"));
        yield return new("consent, buttons", Page(
            "Tea & Co", $"<div class='cookie-wall modal'><h2>{title}</h2><p>{text}</p><button>{words[1]}</button>"
                + $"<button>{words[0]}</button></div>"));
        yield return new("consent, links", Page(
            title, $"<main><h1>{title}</h1><p>{text}<p><a href='/ok?u=%2Fa%2Fpost'>{words[0]}</a> <a href='/privacy'>…</a></main>"));
        yield return new("consent, boxes", Page(
            title, $"<h1>{title}</h1><p>{text}<form method=post><label><input type=checkbox name=a> {words[2]}</label><label><input "
                + $"type=checkbox name=b> {words[3]}</label><input type=submit value='{words[4]}'></form>"));
        yield return new("consent, elsewhere", Page(title, $"<h1>{title}</h1><p>{text}<form method=post>"
            + $"<button>{words[0]}</button></form>"))
        {
            Final = "https://id.tea.example/g/1",
        };
    }

    private static IEnumerable<ShownPage> Ages(GatePhrases say)
    {
        var (title, text, words) = (say.Age[0], say.Age[1], say.Words);
        yield return new("age, yes or no", Page(
            title, $"<h1>{title}</h1><p>{text}<p><a href='?age=1'>{words[2]}</a> <a href='https://www.google.com/'>{words[3]}</a>"));
        yield return new("age, birthday", Page(
            "Distillery", $"<h2>{title}</h2><p>{text}<form method=post action=/gate>{Number(31, "day")}{Number(12, "month")}<input "
                + $"name=year size=4><input type=submit value='{words[4]}'></form>"));
        yield return new("age, date field", Page(
            title, $"<h1>{title}</h1><form action=/v method=post><input type=date name=geburtsdatum><button>{words[4]}</button></form>"));
        yield return new("age, overlay and nothing under it", Page(
            "Distillery", $"<header><a href=/>Distillery</a></header><div role=dialog class=age-gate><h2>{title}</h2><p>{text}</p>"
                + $"<button>{words[2]}</button><button>{words[3]}</button></div><footer><a href=/imprint>Imprint</a></footer>"));
    }

    private static IEnumerable<ShownPage> Lists(GatePhrases say)
    {
        var ((land, lands), (tongue, tongues), words) = ((say.Country[0], say.Country[1]), (say.Language[0], say.Language[1]), say.Words);
        yield return new("country, paths", Page(land, $"<h1>{land}</h1><p>{lands}"
            + List(["de", "fr-fr", "es", "it", "nl", "en-gb"], code => $"<p><a href='/{code}/'>{code.ToUpperInvariant()}</a>")));
        yield return new("country, names", Page("Tea & "
            + "Co", $"<h2>{land}</h2>{List(Lands, name => $"<p><a href='/shop?s={name.Length}{name[0]}'>{name}</a>")}"));
        yield return new("country, select", Page(
            land, $"<h1>{land}</h1><p>{lands}<form method=post action=/locale><select "
                + $"name=c>{List(Lands, name => $"<option>{name}</option>")}</select><button>{words[4]}</button></form>"));
        yield return new("country, elsewhere", Page(land, $"<h1>{land}</h1><p>{lands}<p><a href='https://eu.tea.example/'>EU</a> <a "
            + $"href='https://us.tea.example/'>US</a>"))
        {
            Final = "https://tea.example/w",
            Redirect = 303,
        };
        yield return new("language, hosts", Page(tongue, $"<p>{tongues}"
            + List(["en", "de", "fr", "ja", "pl"], code => $"<a hreflang={code} href='https://{code}.blog.example/a/post'>{code}</a> ")));
        yield return new("language, names", Page("Tea & "
            + "Co", $"<ul>{List(Tongues, name => $"<li><a href='/set?n={name.Length}&amp;back=/a/post'>{name}</a>")}</ul>"));
        yield return new("language, parameter", Page(tongue, $"<h1>{tongue}</h1>"
            + List(["en", "de", "es", "pt"], code => $"<a href='/a/post?lang={code}'><img src='{code}.png' alt='{code}'></a>")));
        yield return new("language, buttons", Page(tongue, $"<h1>{tongue}</h1><p>{tongues}<form "
            + $"method=post>{List(Tongues, name => $"<button name=l value='{name}'>{name}</button>")}</form>"));
    }

    private static IEnumerable<ShownPage> Bare(GatePhrases say)
    {
        var (title, text, words) = (say.Failure[0], say.Failure[1], say.Words);
        yield return new("failure", Page(title, $"<h1>{title}</h1><p>{text}"));
        yield return new("failure, elsewhere", Page("", $"<h1>{title}</h1><p>{text}")) { Final = "https://blog.example/oops.html" };
        yield return new("sign-on", Page(
            words[4], $"<body onload='document.forms[0].submit()'><form method=post action=https://login.example/saml><input type=hidden "
                + $"name=SAMLRequest value=PHNhbWw><input type=hidden name=RelayState value=x><input type=submit "
                + $"value='{words[4]}'></form>"));
        yield return new("way back in a form", Page(
            "Tea & Co", $"<p>{say.Browser[1]}<form method=post action=/go><input type=hidden name=zz value='https://blog.example/a/post'>"
                + $"<button>{words[4]}</button></form>"));
        yield return new("unkept", Page("Tea & Co", $"<meta name=robots content=noindex><p>{say.Cookie[1]}<form method=post>"
            + $"<button>{words[4]}</button></form>"))
        {
            Headers = [("Set-Cookie", "v=1"), ("Cache-Control", "no-store")],
        };
        yield return new("shrunk", Page("Tea & Co", $"<p>{say.Age[1]}<form method=post>"
            + $"<button>{words[2]}</button></form>"))
        { Previous = Before };
        yield return new("names us", Page(title, $"<p>{say.Prose[0]} Mozilla/5.0 (compatible; LinkWatch/0.1; "
            + $"+https://linkwatch.example/bot)"));
    }

    private static string Page(string title, string body) => $"<!doctype html><html><head><meta charset=utf-8>"
        + $"<title>{title}</title></head><body>{body}</body></html>";

    private static string List(IEnumerable<string> items, Func<string, string> of) => string.Concat(items.Select(of));

    private static string Number(int to, string name) =>
        $"<select name={name}>{List(Enumerable.Range(1, to).Select(n => $"{n}"), n => $"<option>{n}</option>")}</select>";
}
