using static LinkWatch.Tests.Core.Reporting.InspectedPage;

namespace LinkWatch.Tests.Core.Reporting;

/// <summary>Pages that arrived whole, without the link, and are no witness that it is gone; and ordinary ones that are.</summary>
public sealed class AbsenceDoubtTests
{
    [Theory]
    [InlineData("<p>see <a href=\"https://shop.exam")]
    [InlineData("<p>see <a")]
    [InlineData("<p>see</p")]
    [InlineData("<p title='never closed")]
    [InlineData("<!-- a comment that nobody clos")]
    [InlineData("<!-- several <b>tags</b> in it ")]
    [InlineData("<script>var a = 1;")]
    [InlineData("<script>if (a <b) { c(); }")]
    [InlineData("<SCRIPT src=x>")]
    [InlineData("<!DOCT")]
    public void A_page_that_ends_inside_its_markup_is_unreadable(string end) =>
        Assert.Equal("unknown: unreadable", Says($"<title>Tea</title><p>{Article}</p>{end}"));

    [Theory]
    [InlineData("<b>Fatal error</b>: Uncaught Error: Call to undefined function tea() in /www/post.php:12")]
    [InlineData(
        "<br />\n<b>Fatal error</b>:  Uncaught TypeError: x\nStack trace:\n#0 {main}\n  thrown in <b>/www/a.php</b> on line <b>3</b>")]
    [InlineData("<b>Fatal error</b>: Allowed memory size of 134217728 bytes exhausted")]
    [InlineData("<b>Fatal error</b>: Maximum execution time of 30 seconds exceeded")]
    [InlineData("<b>Parse error</b>: syntax error, unexpected end of file")]
    [InlineData("<p>There has been a critical error on this website.</p>")]
    [InlineData(
        "<p>There has been a critical error on this website.</p><p><a href='https://wordpress.org/'>Learn more</a></p></body></html>")]
    [InlineData("<pre>Traceback (most recent call last):\n  File \"app.py\", line 3</pre>")]
    [InlineData("An unhandled exception occurred while processing the request.")]
    public void A_page_that_ends_in_a_fatal_error_is_a_failure_of_the_server(string end) =>
        Assert.Equal("unknown: server-error", Says($"<title>Tea</title><p>{Article}</p>{end}"));

    [Theory]
    [InlineData("<frameset cols='20%,80%'><frame src='menu.html'><frame src='tea.html'></frameset>")]
    [InlineData("<frameset rows='*'><frame src='tea.html'><noframes>This page needs frames.</noframes></frameset>")]
    [InlineData("<body><iframe src='/tea.html'></iframe></body>")]
    [InlineData("<body><h1>Tea</h1><iframe srcdoc='&lt;p&gt;tea&lt;/p&gt;'></iframe></body>")]
    [InlineData("<body><p>Moved.</p><script>window.location.href='/b'</script></body>")]
    [InlineData("<body><p>Moved.</p><script>location = '/b'</script></body>")]
    [InlineData("<body><p>Moved.</p><script>top.location.replace('/b')</script></body>")]
    [InlineData("<body><p>Moved.</p><script>document.location.assign( '/b' )</script></body>")]
    [InlineData("<body><div data-page='{&quot;link&quot;:&quot;https:\\/\\/shop.example\\/tea&quot;}'></div></body>")]
    [InlineData("<body><span data-href='https://shop.example/tea'>the shop</span></body>")]
    [InlineData("<body><x-card data-props='https%3A%2F%2Fshop.example%2Ftea'></x-card></body>")]
    [InlineData("<body><x-card link='https://shop.example/tea'></x-card></body>")]
    [InlineData("<body><b :href=\"'https://shop.example/tea'\">tea</b></body>")]
    [InlineData("<body><b v-bind:href=\"'https://shop.example/tea'\">tea</b></body>")]
    [InlineData("<body><b [href]=\"'https://shop.example/tea'\">tea</b></body>")]
    [InlineData("<body><div data-x='{\"a\":\"{\\\"u\\\":\\\"https:\\\\/\\\\/shop.example\\\\/tea\\\"}\"}'></div></body>")]
    [InlineData("<body><template id=t><a href='https://shop.example/tea'>tea</a></template><script src=clone.js></script></body>")]
    [InlineData("<body><h1>Tea</h1><p>On our shelf.</p><iframe src='/tea.html' width='100%' height='1200'></iframe></body>")]
    [InlineData("<body><nav><a href='https://a.example/'>a</a></nav><iframe src='tea.html'></iframe></body>")]
    [InlineData("<body><object type='text/html' data='/tea.html'></object></body>")]
    [InlineData("<body><iframe data-src='/tea.html'></iframe><script src=lazy.js></script></body>")]
    public void What_frames_or_scripts_would_show_is_not_called_removed(string body) =>
        Assert.Equal("unknown: needs-javascript", Says($"<title>Tea</title>{body}"));

    [Fact]
    public void An_ordinary_page_without_the_link_has_lost_it()
    {
        string[] ends =
        [
            "",
            "</body></html>",
            "</html><!-- made in 0.2 s -->",
            "a < b",
            "<script><!--\nold();\n</script></body></html>",
            "<script>document.write('<script src=x><\\/script>')</script>",
            "<iframe src='https://video.example/1'></iframe>",
            "<script>if (location.href == '/a') b();</script>",
            "<script>if (top != self) top.location = self.location;</script>",
            "<script>document.querySelector('#go').onclick = function () { location.href = '/b'; };</script>",
            "<script>if (/iPhone/.test(navigator.userAgent)) location.href = '/m';</script>",
            "<script>window.location = 'mailto:tea@blog.example';</script>",
            "<script>location.hash = '#tea'; location.href = '#tea';</script>",
            "<script>var self = location.href.replace(/#.*$/, ''); share(self);</script>",
            "<script>location.href += '#tea';</script>",
            "<script>let location = '/b';</script>",
            "<script type=module>const location = 'Kyoto'; show(location);</script>",
            "<iframe src='/comments.html'></iframe>",
            "<template><a href='https://shop.example/tea'>tea</a></template>",
            "<div data-picture='https://shop.example/tea.png'></div>",
            "<span data-href='https://shop.example/teapots'>another</span>",
            "<span data-id='7'></span>",
        ];
        Assert.All(ends, end => Assert.Equal("lost: link-removed", Says($"<title>Tea</title><p>{Article}</p>{end}")));
    }

    /// <summary>Pages of a few words are pages too.</summary>
    [Theory]
    [InlineData("<script>if (top != self) top.location.replace(self.location.href);</script>")]
    [InlineData("<script>function go() { location.href = '/b'; }</script><button onclick='go()'>go</button>")]
    [InlineData("<script>var now = location.href; location.hash = 'a';</script>")]
    [InlineData("<script>location.href = location.href</script>")]
    [InlineData("<script>(function () { var location = '/b'; use(location); })()</script>")]
    [InlineData("<script>function (broken { location.href = '/b' }</script>")]
    [InlineData("<script>document.getElementById('go').addEventListener('click', function () { location.href = '/b'; }, false)</script>")]
    [InlineData("<script>function go() { location.href = '/b'; }</script><script>find('#go').on('click', go)</script>")]
    [InlineData("<script>document.querySelector('#go').addEventListener('click', function () { location.href = next() })</script>")]
    [InlineData("<script>$('#go').on('click', function () { location.href = next() })</script>")]
    [InlineData("<script>form.onsubmit = () => { location = next() }</script>")]
    [InlineData("<script>setTimeout(function () { location.href = logout() }, 1800000)</script>")]
    [InlineData("<script>const go = () => { location.href = next() }</script><a href='#' onclick='return go(1)'>go</a>")]
    [InlineData("<script>user.location = place()</script>")]
    [InlineData("<iframe width=560 height=315 src='https://video.example/embed/1'></iframe>")]
    [InlineData("<iframe src='/count' width=0 height=0></iframe>")]
    [InlineData("<iframe src='/count' style='display:none'></iframe>")]
    public void A_short_page_whose_visitors_stay_has_lost_the_link(string body) =>
        Assert.Equal("lost: link-removed", Says(
            "<title>Tea</title><body><p>We drink tea, and write about each cup that we had, where it was and with whom, and have done so "
            + $"here for years.</p>{body}</body>"));

    /// <summary>On a page of a few words, whatever no visitor starts may be all that it is there for.</summary>
    [Theory]
    [InlineData("<script>App = { init() { location.href = '/b' } }; App.init()</script>")]
    [InlineData("<script>window.go = function () { location.href = '/b' }; window.go()</script>")]
    [InlineData("<script>class A { constructor() { location.href = '/b' } } new A()</script>")]
    [InlineData("<script>(function (w) { w.location.href = '/b' })(window)</script>")]
    [InlineData("<script>var w = window; w.location = '/b'</script>")]
    [InlineData("<script>fetch('/verify').then(() => location.reload())</script>")]
    [InlineData("<script>if (top == self) { location.href = '/b' }</script>")]
    [InlineData("<script>if (top !== self) { top.location = self.location } else { location.replace('/b') }</script>")]
    [InlineData("<script>document.write('<meta http-equiv=\"refresh\" content=\"0;url=/b\">')</script>")]
    [InlineData("<script>var n = 5; setInterval(function () { if (--n < 1) location.href = '/b' }, 1000)</script>")]
    [InlineData("<iframe src='about:blank' data-lazy-src='/tea' height=900></iframe>")]
    [InlineData("<object data='/tea.html' width='100%' height='900'></object>")]
    public void A_short_page_that_may_send_its_visitors_on_says_nothing(string body) =>
        Assert.Equal("unknown: needs-javascript", Says(
            "<title>Tea</title><body><p>One moment please, while we look for the page that you have asked for and bring it here, as soon as "
            + $"it is there.</p>{body}</body>"));

    /// <summary>Of a page that is sent on at once, nobody sees the text, however long it is.</summary>
    [Theory]
    [InlineData("location.href = '/b'")]
    [InlineData("window.location = '/b';")]
    [InlineData("document.location.replace('/b')")]
    [InlineData("location.pathname = '/b'")]
    [InlineData("setTimeout(function () { location.href = '/b'; }, 5000)")]
    [InlineData("setTimeout(\"location.href='/b'\", 5000)")]
    [InlineData("function go() { location.href = '/b'; } setTimeout(go, 100)")]
    [InlineData("(function () { location.assign('/b'); })()")]
    [InlineData("window.onload = () => { location = '/b'; }")]
    [InlineData("window.addEventListener('DOMContentLoaded', () => location.replace('/b'))")]
    [InlineData("$(function () { window['location']['href'] = '/b'; })")]
    [InlineData("var to = '/' + 'b'; location.href = to + `?from=${location.pathname}`")]
    [InlineData("try { location.href = '/b' } catch (e) { }")]
    [InlineData("if (true) { location.href = '/b' }")]
    [InlineData("window.open('/b', '_self')")]
    [InlineData("<!--\nlocation.href = '/b'\n//-->")]
    [InlineData("window.addEventListener('load', function () { location.href = '/b'; }, false)")]
    [InlineData("setTimeout('no script', 10); location.href = '/b'")]
    [InlineData("new Promise(done => { location.href = '/b'; })")]
    [InlineData("function go() { location.href = '/b'; }</script><script>go()")]
    [InlineData("</script><script type=module>import x from './x.js'; location.href = '/b'")]
    public void A_script_that_sends_everybody_on_shows_another_page(string script) =>
        Assert.Equal("unknown: needs-javascript", Says($"<title>Tea</title><p>{Article}</p><script>{script}</script>"));

    /// <summary>Of a page of a few words, what may send visitors on is enough.</summary>
    [Theory]
    [InlineData("<body><p>{0}</p><script>var n = 5; setInterval(function () { if (n-- < 1) location.href = '/b'; }, 1000)</script>")]
    [InlineData("<body onload='go()'><p>{0}</p><script>function go() { location.href = '/b'; }</script>")]
    [InlineData("<body onload='return go()'><p>{0}</p><script>function go() { location.href = '/b'; }</script>")]
    [InlineData("<body><p>{0}</p><script>fetch('/check').then(function () { location.href = '/b'; })</script>")]
    [InlineData("<body><p>{0}</p><script>$.get('/check', function (data) { location.href = data.to; })</script>")]
    [InlineData("<body><p>{0}</p><script>document.onreadystatechange = function () { if (ready()) location.href = '/b'; }</script>")]
    public void A_script_that_may_send_visitors_on_explains_a_page_of_a_few_words(string body) =>
        Assert.Equal("unknown: needs-javascript", Says("<title>Tea</title>" + body.Replace(
            "{0}",
            "We have moved our articles about tea and about mountains to another place: a moment, please, while your browser goes there.",
            StringComparison.Ordinal)));

    [Fact]
    public void A_page_about_an_error_that_goes_on_behind_it_has_lost_the_link() =>
        Assert.Equal(
            "lost: link-removed",
            Says(
                $"<title>Tea</title><p>{Article}</p><p>There has been a critical error on this website.</p>"
                + $"<p>{Article}</p></body></html>"));

    [Theory]
    [InlineData("hreflang='de'")]
    [InlineData("lang='de'")]
    [InlineData("media='print'")]
    [InlineData("type='text/html'")]
    public void A_canonical_link_for_a_variant_of_the_page_is_none(string mark) =>
        Assert.Equal("live", Says(
            $"<title>Tea</title><link rel=canonical {mark} href='https://blog.example/de'><a href='https://shop.example/tea'>tea</a>"));
}
