namespace LinkWatch.Bench;

/// <summary>
/// Small pages of the kinds that have backlinks, each with what makes that kind hard to read: seeds for <see cref="PageMutator"/>.
/// </summary>
public static class SamplePages
{
    private static readonly string ArticleHead = Joined(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Lamps for every room</title><meta name="viewport" content="width=device-width, \
        initial-scale=1">
        <meta name="description" content="What we learned from a year with forty lamps."><meta name="robots" content="index, follow, \
        max-image-preview:large">
        <link rel="canonical" href="https://source.example/dir/page.html"><link rel="stylesheet" href="/assets/site.css?v=42">
        <style>body{font:16px/1.5 serif;max-width:46em;margin:auto}.meta>a{color:#666}.card:hover{box-shadow:0 1px 3px rgba(0,0,0,.2)}\
        </style>
        <script>window.dataLayer=window.dataLayer||[];function track(){dataLayer.push(arguments)}track("page",{"a":1<2,"b":"</div>"});\
        </script></head>
        <body class="single post-1207"><header class="site-header"><nav class="menu"><ul><li><a href="/">Home</a></li><li>\
        <a href="/rooms/">Rooms</a></li><li><a href="/about/">About</a></li></ul></nav></header>
        <main><article id="post-1207" class="post"><h1>Lamps for every room</h1><p class="meta">By <a href="/authors/joe/" rel="author">Joe\
        </a>, <time datetime="2026-03-01">1 March</time></p>

        """);

    private static readonly string Paragraph = Joined(
        """
        <h2 id="rooms">How a room is lit</h2>
        <p>A lamp over the table is not enough, and a lamp in each corner is often too much: what counts is where the eye rests in the \
        evening, and how far
        the light has to reach. We measured <strong>forty lamps</strong> for a year, in kitchens, halls and under a roof, and wrote down \
        <em>every</em> evening.</p>
        <figure class="wide"><img src="/images/room-1.jpg" srcset="/images/room-1@2x.jpg 2x" alt="A room with two lamps" width="800" \
        height="500" loading="lazy"><figcaption>Two lamps do here.</figcaption></figure>
        <p>Some hold that warm light makes a room smaller; <a href="https://other.example/studies/light?id=7&amp;lang=en" rel="noopener" \
        target="_blank">one study</a> finds
        nothing of the kind &ndash; see also <a href="/rooms/kitchen/">our notes on kitchens</a>. For the hall a single lamp at the end \
        does more than three along the wall.</p>
        <ul class="list"><li>warm light, dimmed, for the evening</li><li>a bright lamp for reading, <code>800 lm</code> or more</li>\
        <li>nothing at all over the bed</li></ul>

        """);

    private static readonly string ArticleFoot = Joined(
        """
        </article></main><section id="comments"><ol class="commentlist"><li class="comment"><p>Well said.</p>\
        <a href="https://visitor.example/" rel="nofollow ugc">A visitor</a></li></ol></section>
        <footer class="site-footer"><p>&copy; 2026 <a href="/imprint/">Imprint</a></p></footer><script src="/assets/site.js?v=42" defer>\
        </script></body></html>
        """);

    public static IReadOnlyList<string> All { get; } = Array.ConvertAll<string, string>(
    [
        // A blog: head full of metas, a pixel in the head's noscript, icons in SVG, comments.
        """
        <!DOCTYPE html>
        <html lang="en-US" class="no-js"><head>
        <meta charset="utf-8"><title>Ten things &amp; one more &#8211; A blog</title>
        <meta name="viewport" content="width=device-width"><meta name='robots' content='index, follow, max-image-preview:large'>
        <link rel="canonical" href="https://source.example/dir/page.html"><link rel="alternate" type="application/rss+xml" href="/feed/">
        <script type="application/ld+json">{"@context":"https://schema.org","url":"https:\/\/source.example\/"}</script>
        <style>.icon > svg { width: 1em } /* <a> */</style>
        <noscript><style>.lazy{display:none}</style></noscript>
        <script>(function(w,d){ if (w.a < d.b && "</a>" != '<b>') document.write("<p>"); })(window, document);</script>
        <noscript><img height="1" width="1" src="https://pixel.example/tr?id=1&amp;noscript=1"></noscript>
        </head><body class="post">
        <header class="site-header"><nav><ul><li><a href="/">Home</a><li><a href="/about/">About</a></ul></nav></header>
        <main><article><h1>Ten things</h1><p>First, <a href="https://other.example/x" rel="noopener" target="_blank">read this</a>.
        <p>Then <em>that, <a href='https://third.example/a?b=1&amp;c=2'>with <img src="i.png" alt="an image"></a></em>.
        <svg viewBox="0 0 8 8"><title>icon</title><path d="M0 0h8"/><a xlink:href="#x"><text>svg link</text></a></svg>
        <blockquote><p>quoted</p></blockquote><hr><br/>
        </article></main>
        <section id="comments"><ol class="commentlist"><li id="comment-1"><a rel="external nofollow ugc" \
        href="https://visitor.example/">Visitor</a> says: nice</ol></section>
        <aside class="sidebar"><form><label>Search <input type="search" name="q"></label><select name="cat"><option value="1">One\
        <option value="2" selected>Two</select></form></aside>
        <footer><p>&copy; 2026 <a href="https://maker.example" rel="nofollow sponsored">Maker</a></p></footer>
        <script src="/js/app.js?v=1&amp;t=2" async></script>
        </body></html>
        """,

        // A forum of 2003: tables, fonts, capitals, nothing closed, attributes without quotes.
        """
        <HTML><HEAD><TITLE>Board - Topic</TITLE><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><BASE TARGET="_top">
        <SCRIPT LANGUAGE="JavaScript"><!--
        document.write('<SCRIPT SRC="http://ads.example/a.js"><\/SCRIPT>');
        //--></SCRIPT></HEAD>
        <BODY BGCOLOR=#FFFFFF TEXT=#000000 LINK=#0000FF><CENTER><FONT SIZE=2 FACE="Verdana, Arial">
        <TABLE WIDTH=95% BORDER=0 CELLPADDING=4><TR><TD ALIGN=LEFT><A NAME=top><IMG SRC=logo.gif ALT=Logo BORDER=0></A><TD>\
        <B>Topic: <I>links</B></I>
        <TR><TD COLSPAN=2><TABLE><TR><TD>Author<TD>Message<TR><TD><A HREF=profile.cgi?id=7>joe</A><TD>see <A \
        HREF=http://other.example/~joe/>my page</A><P>bye<HR>
        </TABLE></TABLE></FONT></CENTER><MAP NAME=m><AREA SHAPE=RECT COORDS=0,0,9,9 HREF=/area ALT="An area"></MAP></BODY></HTML>
        """,

        // Documentation: definition lists, code with references, anchors in headings.
        """
        <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>f(x) &lt; y</title><link rel="stylesheet" href="style.css" type="text/css" \
        /></head>
        <body><div class="related" role="navigation"><h3>Navigation</h3><ul><li class="right"><a href="genindex.html" title="Index">index\
        </a></li></ul></div>
        <h2>Functions<a class="headerlink" href="#functions" title="Permalink">¶</a></h2>
        <dl><dt id="f"><code class="descname">f</code>(<em>x &lt; 1</em>)<a href="#f">¶</a></dt><dd><p>Returns &quot;x&quot;.</p>
        <div class="highlight"><pre><span class="k">if</span> <span class="n">a</span> <span class="o">&lt;</span> b:&nbsp;c</pre></div>\
        </dd></dl>
        <table border="1" class="docutils"><colgroup><col width="50%" /><col width="50%" /></colgroup><thead><tr><th>a</th><th>b</th></tr>\
        </thead>
        <tbody><tr><td>1</td><td><a class="reference external" href="https://docs.example/en/latest/">docs</a></td></tr></tbody></table>
        <p>See <a href="../lib/x.html">x</a>, <a href="?v=2">v2</a>, <a href="mailto:a@b.example">mail</a>, <a href="//cdn.example/y">y\
        </a>.</p></body></html>
        """,

        // A web application's page: templates, custom elements, inline SVG sprites, everything at once.
        """
        <!doctype html><html><head><meta charset=utf-8><base href="/app/"><title>App</title><link rel=preload href=x.js as=script>
        <template id=t><li><a href="https://other.example/in-template"></a><slot></slot></li></template></head>
        <body><div id=root hidden></div><noscript>You need to <a href="https://enable.example/">enable JavaScript</a>.</noscript>
        <svg style="display:none"><defs><symbol id="i"><style>.a{fill:red}</style><circle r="1"/></symbol></defs></svg>
        <my-card class=card><h2 slot=title>Card</h2><a href="item/1">One</a><button type=button>Buy <svg><use href="#i"/></svg></button>\
        </my-card>
        <template><tr><td>row</td></tr></template><dialog><form method=dialog><input type=password><textarea><a href=x></textarea></form>\
        </dialog>
        <iframe src="about:blank"><a href="fallback"></a></iframe><video controls><source src=v.mp4><a href="v.mp4">download</a></video>
        <script type=module>import "./x.js"; const s = `<a href="https://other.example/">`;</script></body></html>
        """,

        // Science: MathML, entities, nested lists, a details element.
        """
        <!DOCTYPE html><html><head><title>On primes</title><meta name="googlebot" content="noarchive">\
        <meta http-equiv="refresh" content="300"></head><body>
        <p>Let <math><mrow><mi>x</mi><mo>&le;</mo><mn>2</mn><msup><mi>y</mi><mn>3</mn></msup><semantics>\
        <annotation encoding="application/x-tex">x \le 2y^3</annotation></semantics></mrow></math>.</p>
        <ul><li>one<ul><li>two <a href="https://arxiv.example/abs/1&#x2f;2">paper</a></li></ul></li><li><p>three</p></li></ul>
        <details><summary>More</summary><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <a href="https://日本.example/">idn</a></details>
        <a href="https://mirror.example/a b.html"><h3>block link</h3><p>with a paragraph</p></a></body></html>
        """,

        // Made by hand and by templates: stray tags, unclosed formatting, links in links, text after the end.
        """
        <p><b>Bold <a href="one.html">one <i>italic</b> two</a> three</i> <a href="https://a.example/">a <a href="https://b.example/">b</a>\
        </a>
        </div></p></span><font color=red><li>item<td>cell</td><h1>head<h2>ing</h1> <nobr>no <nobr>break
        <object data=x><param name=a value=b><embed src=y></object><marquee>old</marquee><applet code=x></applet>
        <!-- a comment <a href="https://commented.example/"> --><!doctype html><?xml version="1.0"?>
        <form><form></form><table><tr><a href="https://fostered.example/">fostered</a><td>in</table>
        </body></html><a href="https://behind.example/">behind the end</a><link rel=canonical href="/late">\
        <meta name=robots content=noindex>
        """,
    ], Joined);

    /// <summary>
    /// A clean article of about <paramref name="bytes"/> bytes with menu, styles, script, comments and footer, and a link to
    /// <paramref name="address"/> in its middle.
    /// </summary>
    public static string Article(int bytes, string address)
    {
        var paragraphs = (bytes - ArticleHead.Length - ArticleFoot.Length) / Paragraph.Length;
        return string.Concat([
            ArticleHead, .. Enumerable.Repeat(Paragraph, paragraphs / 2),
            $"<p>Of all of these we like <a href=\"{address}\">these lamps</a> the best.</p>\n",
            .. Enumerable.Repeat(Paragraph, paragraphs - (paragraphs / 2)), ArticleFoot,
        ]);
    }

    /// <summary>The page as served: a line that ends in a backslash goes on in the next.</summary>
    private static string Joined(string page) => page.Replace("\\\n", "", StringComparison.Ordinal);
}
