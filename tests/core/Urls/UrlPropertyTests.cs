using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Urls;

/// <summary>What holds of every input, tried on text put together from the pieces that URLs go wrong at.</summary>
public sealed class UrlPropertyTests
{
    private static readonly string[] Pieces =
    [
        "http://", "https://", "http:", "HTTPS://", "file:///", "ftp://", "mailto:", "foo:", "foo:/", "foo://", "//", "/", "\\", "?", "#",
        "@", ":", "..", ".", "/./", "/../", "%2e", ".%2E", "%", "%7e", "%c3%a9", "%zz", "example.com", "EXAMPLE", "www.", "a.b", "1.2.3.4",
        "0x7f", "[::1]", "[1:0:0:2::]", "[", "]", ":80", ":443", ":8080", ":99999", "user:pw@", "C:", "C|", "é", "ß", "①", "\u00ad",
        "\u200d", "。", "xn--", "-", " ", "\t", "\n", "\0", "\ud800", "\ud83d\ude00", "a", "b=c", "&", "utm_source=x", "gclid=1",
        "'", "\"", "<", ">", "`", "{", "}", "|", "^", "~", "_",
    ];

    private static readonly Gen<string> Texts = Gen.Elements(Pieces).ListOf().Select(string.Concat);

    private static readonly Gen<string> Inputs = Gen.OneOf(
        Texts,
        Texts.Select(t => "http://example.com/" + t),
        Texts.Select(t => "http://h" + t),
        ArbMap.Default.GeneratorFor<string?>().Select(t => t ?? ""));

    private static readonly Gen<WebUrl?> Bases = Gen.Elements(
        null,
        WebUrl.Parse("http://example.org/foo/bar?q#f"),
        WebUrl.Parse("https://user:pw@example.org:8080/a/"),
        WebUrl.Parse("file:///C:/a/b"),
        WebUrl.Parse("mailto:x@y"),
        WebUrl.Parse("foo:/..//p"),
        WebUrl.Parse("foo://host"));

    private static readonly Gen<WebUrl> Urls = Inputs.SelectMany(i => Bases.Select(b => WebUrl.TryParse(i, b, out var url) ? url : null))
        .Where(u => u is not null)
        .Select(u => u!);

    [Fact]
    public void What_was_serialised_parses_to_itself() => Check(Urls, url =>
    {
        var again = WebUrl.Parse(url.Href);
        Assert.Equal(url.Href, again.Href);
        Assert.Equal(
            (url.Scheme, url.Username, url.Password, url.Host, url.Port, url.Path, url.Query, url.Fragment),
            (again.Scheme, again.Username, again.Password, again.Host, again.Port, again.Path, again.Query, again.Fragment));
    });

    [Fact]
    public void The_short_cut_answers_as_the_parser_does() => Check(Inputs.SelectMany(i => Bases.Select(b => (Input: i, Base: b))), x =>
    {
        var input = UrlInput.Trim(x.Input);
        if (CleanUrl.Read(input, null, x.Base) is not { } clean) return;
        var parsed = UrlParser.Parse(input, x.Base);
        Assert.Equal(parsed?.Href, clean.Href);
        Assert.Equal(parsed?.Parts, clean.Parts);
    });

    [Fact]
    public void A_glance_agrees_with_the_parser() => Check(Inputs, input =>
    {
        var page = WebUrl.Parse("https://example.org/a/b");
        var parsed = WebUrl.TryParse(input, page, out var url);
        switch (HrefGlance.Of(input, out var host))
        {
            case HrefKind.Absolute:
                Assert.True(parsed && url!.IsHttp);
                Assert.Equal(url.Host, host.ToString());
                break;
            case HrefKind.Relative:
                Assert.True(parsed && url!.Authority == page.Authority && url.Scheme == page.Scheme);
                break;
            case HrefKind.Other:
                Assert.False(parsed && url!.IsHttp);
                break;
        }
    });

    [Fact]
    public void Normalising_twice_changes_nothing_more() => Check(Urls, url =>
    {
        var normalized = UrlIdentity.Normalize(url);
        Assert.Equal(normalized, UrlIdentity.Normalize(WebUrl.Parse(normalized)));
    });

    [Fact]
    public void Being_the_same_page_is_mutual_and_holds_of_the_normalised_url() =>
        Check(Urls.SelectMany(a => Urls.Select(b => (a, b))), x =>
        {
            Assert.Equal(UrlIdentity.IsSamePage(x.a, x.b), UrlIdentity.IsSamePage(x.b, x.a));
            Assert.True(UrlIdentity.IsSamePage(x.a, WebUrl.Parse(UrlIdentity.Normalize(x.a))));
            foreach (var mode in Enum.GetValues<MatchMode>())
            {
                var target = new LinkTarget(x.a, mode);
                Assert.Equal(x.a.IsHttp, target.Matches(x.a, new Referrer(x.b)));
                if (target.Matches(x.b, new Referrer(x.a))) Assert.True(target.IsSameSite(x.b));
            }
        });

    [Fact]
    public void No_text_throws() => Check(Inputs.SelectMany(i => Inputs.Select(b => (Input: i, Base: b))), x =>
    {
        var page = WebUrl.TryParse(x.Base, out var url) ? url : null;
        if (WebUrl.TryParse(x.Input, page, out url)) Assert.NotEmpty(url.Scheme);
        HrefGlance.Of(x.Input, out _);
        PublicSuffix.BuiltIn.ReferringDomain(x.Input);
        ResolveLines.Answer(x.Input);
        ResolveLines.Answer($"{{\"input\":\"{Escaped(x.Input)}\",\"base\":\"{Escaped(x.Base)}\"}}");
    });

    [Fact]
    public void No_naughty_string_throws()
    {
        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(Suites.PathOf("naughty-strings.json")))!)
        {
            foreach (var input in (string[])
            [
                text, $"http://{text}", $"http://example.com/{text}?{text}#{text}", $"http://{text}@example.com"
            ])
            {
                if (WebUrl.TryParse(input, WebUrl.Parse("http://example.org/"), out var url)) Assert.Equal(url, WebUrl.Parse(url.Href));
                PublicSuffix.BuiltIn.RegistrableDomain(input);
                ResolveLines.Answer(input);
            }
        }
    }

    private static string Escaped(string text) => string.Concat(text.Select(c => $"\\u{(int)c:x4}"));

    private static void Check<T>(Gen<T> gen, Action<T> holds) =>
        Prop.ForAll(gen.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true));
}
