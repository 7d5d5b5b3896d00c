using System.Text;
using LinkWatch.Bench;
using LinkWatch.Html;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;
using static LinkWatch.Tests.Core.Reporting.InspectedPage;

namespace LinkWatch.Tests.Core.Reporting;

/// <summary>Pages that end in a program's error, and pages about such errors.</summary>
public sealed class FatalErrorTests
{
    private const string Top = "<!doctype html><html><head><title>Tea notes</title></head><body><div class=page><article><h1>Tea</h1>";
    private const string Bottom = "</article></div></body></html>";

    /// <summary>As runtimes write them; none of these pages is closed unless the program that fails does it.</summary>
    public static TheoryData<string> Errors =>
    [
        "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function tea() in /www/post.php:12\nStack trace:\n#0 "
            + "/www/index.php(3): x()\n#1 {main}\n  thrown in <b>/www/post.php</b> on line <b>12</b><br />\n",
        "<br />\n<b>Fatal error</b>:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in <b>"
            + "/www/a.php</b> on line <b>3</b><br />",
        "<br />\n<b>Fatal error</b>:  Maximum execution time of 30 seconds exceeded in <b>/www/a.php</b> on line <b>3</b><br />",
        "<br />\n<b>Parse error</b>:  syntax error, unexpected token \"}\" in <b>/www/a.php</b> on line <b>3</b><br />",
        "<br />\n<b>Fatal error</b>:  require_once(): Failed opening required 'x.php' [<a href='https://www.php.net/function.require'>"
            + "function.require</a>] in <b>/www/a.php</b> on line <b>3</b><br />",
        "<br />\n<b>Fatal error</b>:  Uncaught Error: x in /www/a.php:3 thrown in <b>/www/a.php</b> on line <b>3</b><br />\n</body></html>",
        "half a sentence\nFatal error: Uncaught TypeError: tea(): Argument #1 in /www/a.php:3\nStack trace:\n#0 {main}\n  thrown in "
            + "/www/a.php on line 3\n",
        "<p>half a sentence\nPHP Fatal error:  Out of memory (allocated 2097152) in /www/a.php on line 7\n",
        "half a sentence. Fatal error: Uncaught Error: Call to undefined function tea() in /www/post.php:12",
        "<br />\n<font size='1'><table class='xdebug-error xe-fatal-error' dir='ltr' border='1'>\n<tr><th align='left' "
            + "bgcolor='#f57900' colspan=\"5\"><span style='x'>( ! )</span> Fatal error: Uncaught Error: x in /www/a.php on line <i>"
            + "3</i></th></tr>\n<tr><td>1</td><td>0.0001</td><td>{main}(  )</td></tr>\n</table></font>",
        "<p>half <pre>Traceback (most recent call last):\n  File \"/srv/app.py\", line 3, in page\n    tea()\nNameError: name 'tea' is "
            + "not defined\n</pre>",
        "Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in <module>\n    main()\nKeyError: 'tea'\n",
        "\n/srv/app/views/post.html.erb:12:in `block in render': undefined method `tea' for nil (NoMethodError)\n\tfrom "
            + "/srv/app.rb:3:in `call'\n",
        "<pre>undefined method `tea' for nil:NilClass (NoMethodError)\n/srv/app.rb:12:in `block'\n</pre>",
        "<pre>Traceback (most recent call last):\n  File \"/srv/a.py\", line 3, in x\nKeyError: 'tea'\n</pre></body></html>",
        "<p><b>Fatal error</b>:  Uncaught Error: x in <b>/www/a.php</b> on line <b>3</b></p></body></html>",
        "<p>half\nTypeError: Cannot read properties of undefined\n    at Object.<anonymous> (/srv/views/post.ejs:12:5)\n    at x "
            + "(/srv/a.js:6:1)",
        "</article></div></body></html>\n<br />\n<b>Fatal error</b>:  Uncaught Error: x in <b>/www/a.php</b> on line <b>3</b><br />",
        "\njava.lang.NullPointerException: Cannot invoke \"Tea.pour()\"\n\tat com.example.Post.render(Post.java:12)\n\tat "
            + "org.apache.jsp.post_jsp._jspService(post_jsp.java:99)\nCaused by: java.io.IOException: x\n\t... 23 more\n",
        "<pre>System.NullReferenceException: Object reference not set to an instance of an object.\n   at Tea.Post.Render() in "
            + "C:\\site\\Post.cs:line 12\n   at Tea.Page.Run()\n</pre>",
        "\nReferenceError: tea is not defined\n    at render (/srv/views/post.js:12:5)\n    at Module._compile "
            + "(node:internal/modules/cjs/loader:1105:14)\n\nNode.js v20.1.0\n",
        "\npanic: runtime error: invalid memory address or nil pointer dereference\n\ngoroutine 1 [running]:\nmain.main()\n"
            + "\t/srv/main.go:12 +0x1d\nexit status 2\n",
        "\nthread 'main' panicked at src/main.rs:12:5:\nindex out of bounds\nnote: run with `RUST_BACKTRACE=1`\n",
        "<h1>Software error:</h1>\n<pre>Can't locate Tea.pm in @INC at /www/post.pl line 12.\n</pre>\n<p>\nFor help, please send mail "
            + "to the webmaster (me@example), giving this error message and the time and date of the error.\n\n</p>",
        "\nCan't call method \"pour\" on an undefined value at /www/post.pl line 12.\n",
        "<font face=\"Arial\" size=2>\n<p>Microsoft VBScript runtime </font> <font face=\"Arial\" size=2>error '800a01a8'</font>\n<p>\n"
            + "<font face=\"Arial\" size=2>Object required: 'tea'</font>\n<p>\n<font face=\"Arial\" size=2>/post.asp</font><font "
            + "face=\"Arial\" size=2>, line 12</font> ",
        "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to "
            + "use near '' at line 1",
        "<br>SQLSTATE[HY000] [2002] Connection refused",
        "\nORA-00942: table or view does not exist\n",
        "<b>MySQL server has gone away</b>",
        "<p>[an error occurred while processing this directive]",
        "<p>There has been a critical error on this website.</p><p><a "
            + "href=\"https://wordpress.org/documentation/article/faq-troubleshooting/\">Learn more about troubleshooting WordPress.</a>"
            + "</p></body></html>",
        "<p>Es gab einen kritischen Fehler auf deiner Website.</p><p><a "
            + "href=\"https://de.wordpress.org/support/article/faq-troubleshooting/\">Erfahre mehr.</a></p></body></html>",
        "<p>このサイトで重大なエラーが発生しました。</p><p><a "
            + "href='https://ja.wordpress.org/support/article/faq-troubleshooting/'>詳細。</a></p>",
        "<p>Si è verificato un errore critico.</p><p><a href=\"https://wordpress.org/support/article/debugging-in-wordpress/\">Per "
            + "saperne di più.</a></p>",
        "<!DOCTYPE html><html lang=\"de\"><head><title>WordPress &rsaquo; Fehler</title></head><body id=\"error-page\"><div "
            + "class=\"wp-die-message\"><p>Es gab einen kritischen Fehler.</p></div></body></html>",
        "<!DOCTYPE html><html><head><title>Runtime Error</title></head><body><h1>Server Error in '/' Application.<hr></h1><h2><i>"
            + "Runtime Error</i></h2>An application error occurred on the server.</body></html>",
        "<!doctype html><html><head><title>HTTP Status 500 – Internal Server Error</title></head><body><h1>HTTP Status 500</h1><pre>"
            + "java.lang.Error</pre></body></html>",
        "<p title=\"half\"><script>window.location = \"/500.html\"</script></html>",
        "<!-- \" ---></TD></TD></TD></TH></TH></TH></TR></TR></TR></TABLE></TABLE></TABLE></A></ABBREV></ACRONYM><h1>Error Occurred "
            + "While Processing Request</h1><p>Variable TEA is undefined.</p></body></html>",
        "<!-- FREEMARKER ERROR MESSAGE STARTS HERE --><b>FreeMarker template error (HTML_DEBUG mode; use RETHROW in production!)</b>"
            + "<pre>x</pre></div></html>",
        "The website encountered an unexpected error. Please try again later.",
        "<p>An unhandled exception occurred while processing the request.</p>",
    ];

    /// <summary>Text about errors, with which an ordinary page goes on or ends.</summary>
    public static TheoryData<string> Quotations =>
    [
        "<p>Then PHP says <b>Fatal error</b>: Uncaught Error: x in /www/a.php:3.</p><p>" + Lines(8) + "</p>" + Bottom,
        "<pre>Fatal error: Uncaught Error: Call to undefined function tea() in /www/post.php:12</pre><p>What now?</p>" + Bottom,
        "<pre><code>Traceback (most recent call last):\n  File \"a.py\", line 3\nKeyError: 'tea'</code></pre>" + Bottom,
        "<section id=comments><div class=comment><p>Fatal error: Uncaught Error: x in /www/a.php:3</p></div></section>" + Bottom,
        "<ol><li><p>I get Parse error: syntax error, unexpected end of file in /www/a.php on line 3</p></li></ol>" + Bottom,
        "<ol><li>Allowed memory size of 134217728 bytes exhausted</li></ol></article></div><footer><p>Imprint</p></footer></body></html>",
        "<div class=comment><p>There has been a critical error on this website.</p></div>" + Bottom,
        "<div class=comment><p>See <a href='https://wordpress.org/documentation/article/faq-troubleshooting/'>this article</a>"
            + "</p></div>" + Bottom,
        "<p>See <a href='https://wordpress.org/documentation/article/faq-troubleshooting/'>this article</a> first.</p></body></html>",
        "<p>&lt;b&gt;Fatal error&lt;/b&gt;: Uncaught Error</p>" + Bottom,
        "<div class=comment><p><b>Fatal error</b>: Uncaught Error: x in <b>/www/a.php</b> on line <b>3</b></p></div></body></html>",
        "<div class=comment><pre>java.lang.NullPointerException\n\tat a.B.c(B.java:1)</pre></div></body></html>",
        "<p>The server said Internal Server Error.</p></body></html>",
        "Fatal error: Uncaught Error: x in /www/a.php:3<br><br>" + Lines(20),
        "<blockquote>Traceback (most recent call last):\n  File \"a.py\"</blockquote></article></div>",
        "<p>My comment: Fatal error: Uncaught Error: x in /www/a.php:3</p></body></html>",
        "<p>Fatal error: Uncaught Error: x in /www/a.php:3</p></body></html>",
        "<h2>There has been a critical error on this website</h2><p>This is what WordPress says when a plugin fails.</p></body></html>",
        "<div class=comment>You have an error in your SQL syntax; check the manual</div><div>Reply</div>" + Bottom,
        "<p>It printed panic: runtime error: index out of range and stopped.</p>" + Bottom,
        "<pre>java.lang.NullPointerException\n\tat com.example.Post.render(Post.java:12)</pre><p>Any idea?</p></article></div>",
        "<textarea>Fatal error: Uncaught Error</textarea>" + Bottom,
        "<script>log('Fatal error: Uncaught Error')</script>" + Bottom,
        "<h2>Fatal error: what it means</h2><p>It means the end.</p>",
        "<p>A fatal error: he forgot the kettle.",
        "<p>Warning: the water is hot. Error 800 of the old manual.",
    ];

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_page_of_any_length_that_ends_in_one_is_a_failure_of_the_server(string error)
    {
        Assert.Equal("unknown: server-error", Says($"{Top}<p>{Article}</p>{error}"));
        Assert.Equal("unknown: server-error", Says($"{Top}<p>{Lines(3000)}</p>{error}"));
    }

    [Theory]
    [MemberData(nameof(Quotations))]
    public void A_page_that_quotes_one_has_lost_the_link(string quotation) =>
        Assert.Equal("lost: link-removed", Says($"{Top}<p>{Article}</p>{quotation}"));

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_in_mid_page_with_text_behind_it_is_what_the_page_is_about(string error)
    {
        var quoted = System.Net.WebUtility.HtmlEncode(error);
        Assert.Equal("lost: link-removed", Says($"{Top}<p>{Article}</p><pre>{quoted}</pre><p>{Article}</p>{Bottom}"));
        Assert.Equal("lost: link-removed", Says($"{Top}<p>{Article}</p><div class=comment><pre>{quoted}</pre></div>{Bottom}"));
    }

    [Fact]
    public void Ordinary_pages_are_none_of_the_kind()
    {
        var reader = new AngleSharpReader(TimeProvider.System);
        var fragments = Suites.Lines("links.jsonl").Select(line => line.GetProperty("html").GetString()!);
        var pages = SamplePages.All.SelectMany(Variants).Concat(fragments).ToList();
        var wrong = new List<string>();
        foreach (var html in pages)
        {
            var source = new PageSource(
                WebUrl.Parse("https://blog.example/"), Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8",
                [new LinkTarget(WebUrl.Parse("https://shop.example/tea"))]);
            var reading = reader.Read(source, TestContext.Current.CancellationToken);
            if (reading.Doubt is AbsenceDoubt.EndsInError or AbsenceDoubt.LeftOpen) wrong.Add($"{reading.Doubt}: {html}");
        }

        Suites.Score("ordinary pages that do not end in an error", pages.Count - wrong.Count, pages.Count);
        Assert.Empty(wrong);
    }

    /// <summary>The ways in which templates and minifiers write the same page.</summary>
    private static IEnumerable<string> Variants(string html)
    {
        yield return html;
        yield return html + "\n<!-- Performance optimized by a cache: Error 0, 12 queries -->\n";
        yield return html.ReplaceLineEndings("\r\n");
        yield return html.ReplaceLineEndings(" ");
        foreach (var dropped in (string[])["</html>", "</body></html>", "</p>", "</li>"])
            yield return html.Replace(dropped, "", StringComparison.OrdinalIgnoreCase);
        yield return html.Replace("</body>", "<footer>500 Errors Street</footer></body>", StringComparison.OrdinalIgnoreCase);
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("The kettle on the hill sings to the river.\n", count));
}
