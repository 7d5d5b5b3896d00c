using System.Text;

namespace LinkWatch.Bench;

/// <summary>
/// Breaks pages as people, templates and attackers do: tags lost, doubled, misplaced and cut, quotes forgotten, pages joined.
/// The same seed pages and random source give the same page.
/// </summary>
public sealed class PageMutator(IReadOnlyList<string> pages, string linkAddress)
{
    private const int Longest = 6_000;

    private static readonly string[] Names =
    [
        .. "a abbr address applet area article aside b base basefont bgsound big blockquote body br button canvas caption".Split(' '),
        .. "center code col colgroup custom-element dd desc details dialog dir div dl dt em embed fieldset figcaption".Split(' '),
        .. "figure font footer foreignObject form g h1 h2 h6 head header hgroup hr html i iframe image img input kbd".Split(' '),
        .. "keygen label legend li link listing main map mark marquee math menu meta mi mo mtext nav nobr noembed noframes".Split(' '),
        .. "noscript object ol optgroup option p param path plaintext pre rp rt ruby s script search section select small".Split(' '),
        .. "source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead title tr".Split(' '),
        .. "tt u ul var wbr xmp".Split(' '),
        "annotation-xml", "frameset",
    ];

    private static readonly string[] Snippets =
    [
        "<!--", "-->", "--!>", "<!-->", "<!--->", "<!>", "<?php echo '>' ?>", "</>", "</ >", "< ", "<", ">", "\"", "'", "=", "/", "&",
        "<![CDATA[", "]]>", "<script>", "</script>", "<script>document.write('<script><\\/script>')</script>",
        "<script><!-- <script> </script> --></script>", "<script><!--\n if (a<b) --></script>",
        "<script type=\"application/ld+json\">{\"a\":\"</b>\"}</script>", "<style>a > b { content: '<a>' }</style>",
        "<title>a &amp; b</title>", "<textarea>", "</textarea>", "<xmp><a></xmp>", "<iframe><a></iframe>", "<noembed></noembed>",
        "<noframes></noframes>", "<noscript>", "</noscript>", "<noscript><img src=x></noscript>", "<noscript><p>x</noscript>",
        "<noscript><link rel=stylesheet href=x></noscript>", "<table>", "<table><tr><td>", "<table><caption>", "<table><colgroup><col>",
        "</table>", "<tr>", "</tr>", "<td>", "</td>", "<tbody>", "<caption>", "</caption>", "<select>",
        "<select><option>a<option>b</select>", "<select><optgroup label=x><option>y</optgroup></select>", "</select>", "<option>",
        "<input type=hidden>", "<input type=password>", "<svg>", "<svg><title>t</title><path d=x /></svg>", "<svg><desc>",
        "<svg><foreignObject><div>x</div></foreignObject></svg>", "</svg>", "<svg><a href=x></a></svg>", "<svg><![CDATA[<a>]]></svg>",
        "<svg><style><a></a></style></svg>", "<math>", "<math><mi>x</mi></math>", "<math><annotation-xml encoding=text/html>", "</math>",
        "<template>", "</template>", "<template><tr><td>x</template>", "<template shadowrootmode=open>", "<head>", "</head>",
        "<body class=b>", "</body>", "</html>", "<html lang=en>", "<p>", "</p>", "</br>", "<br/>", "<a name=x>", "</a>", "<a>",
        "<b><i></b></i>", "<nobr>", "<form>", "</form>", "<button>", "</button>", "<li>", "</li>", "<dd>", "</dd>", "<p/>", "<div/>",
        "<a/>", "<div a='", "<div a=\"", "<div a=b'c\"d>", "<div =a=b>", "<div a / b>", "<div a=/>", "<img alt=\"x>y\" src=z>",
        "</div title=\">\">", "&nbsp;", "&amp;", "&#32;", "&#10;", "&lt", "&notit;", "\r\n", "\r", " ", "\f", "\t", "text", "\uFEFF", "é",
        "日本", "\0", "<base href=\"https://other.example/b/\">",
        "<base target=_blank>", "<base href=\"sub/\">", "<meta name=robots content=\"noindex, nofollow\">",
        "<meta content=none name='GoogleBot'>",
        "<META NAME=\"robots\" CONTENT=\"index\">",
        "<meta name=bingbot content=noindex>",
        "<link rel=canonical href=\"https://source.example/other\">",
        "<link href='/c?a=1&amp;b=2' rel='shortlink Canonical'>", "<link rel=stylesheet href=s.css>",
        "<meta http-equiv=refresh content=\"0; url=/next\">", "<meta charset=utf-8>",
    ];

    private static readonly string[] Rels =
    [
        "", " rel=nofollow", " rel=\"NoFollow ugc\"", " rel='sponsored,ugc'", " rel=\"noopener noreferrer\"", " rel=\"a\" rel=nofollow",
        " rel=\"no&#102;ollow\"", " rel", " REL = nofollow ",
    ];

    public string Next(Random random)
    {
        var pieces = Cut(Pick(random, pages), random);
        pieces.Insert(random.Next(pieces.Count + 1), Link(random));
        if (random.Next(3) == 0) pieces.Insert(random.Next(pieces.Count + 1), Link(random));
        for (var changes = random.Next(1, 9); changes > 0; changes--) Change(pieces, random);
        return string.Concat(pieces);
    }

    /// <summary>The tags, and the text between them.</summary>
    public static List<string> Split(string page)
    {
        var pieces = new List<string>();
        for (var at = 0; at < page.Length;)
        {
            var end = page[at] == '<' ? page.IndexOf('>', at) + 1 : page.IndexOf('<', at);
            if (end <= 0) end = page.Length;
            pieces.Add(page[at..end]);
            at = end;
        }

        return pieces;
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>For a long page, the beginning and a random stretch.</summary>
    private static List<string> Cut(string page, Random random)
    {
        if (page.Length <= Longest) return Split(page);
        var from = random.Next(Longest / 2, page.Length - (Longest / 2) + 1);
        return Split(string.Concat(page.AsSpan(0, Longest / 2), page.AsSpan(from, Longest / 2)));
    }

    private string Link(Random random)
    {
        var address = linkAddress.Replace("&", random.Next(2) == 0 ? "&amp;" : "&", StringComparison.Ordinal);
        var quote = Pick(random, ["\"", "'", ""]);
        var name = random.Next(8) == 0 ? "area" : random.Next(8) == 0 ? "A" : "a";
        var tag = $"<{name} {Pick(random, ["", "class=x ", "href2 ", "data-href='#' "])}href={quote}{address}{quote}{Pick(random, Rels)}>";
        return random.Next(4) == 0
            ? tag
            : $"{tag}{Pick(random, ["anchor", "an <b>anchor</b>", "<img src=i alt='an image'>", "<img src=i>", "<div>block</div>"])}</"
                + $"{name}>";
    }

    private void Change(List<string> pieces, Random random)
    {
        var at = random.Next(pieces.Count);
        switch (random.Next(12))
        {
            case 0:
                if (pieces.Count > 1) pieces.RemoveAt(at);
                break;
            case 1:
                pieces.Insert(random.Next(pieces.Count + 1), pieces[at]);
                break;
            case 2:
                var other = random.Next(pieces.Count);
                (pieces[at], pieces[other]) = (pieces[other], pieces[at]);
                break;
            case 3 or 4 or 5:
                pieces.Insert(at, Pick(random, Snippets));
                break;
            case 6 or 7:
                pieces.Insert(at, $"<{(random.Next(3) == 0 ? "/" : "")}{Pick(random, Names)}{(random.Next(10) == 0 ? "/" : "")}>");
                break;
            case 8:
                pieces[at] = Damage(pieces[at], random);
                break;
            case 9:
                var name = Pick(random, Names);
                pieces.Insert(random.Next(at, pieces.Count + 1), $"</{name}>");
                pieces.Insert(at, $"<{name}>");
                break;
            case 10:
                pieces[at] = pieces[at].ToUpperInvariant();
                break;
            default:
                var donor = Split(Pick(random, pages));
                var from = random.Next(donor.Count);
                pieces.InsertRange(at, donor.GetRange(from, Math.Min(random.Next(1, 20), donor.Count - from)));
                break;
        }

        if (random.Next(40) == 0) pieces.RemoveRange(at, pieces.Count - at);
        if (pieces.Count == 0) pieces.Add("");
    }

    private static string Damage(string piece, Random random)
    {
        const string Marks = "<>\"'=/&!-? \t\r;#x";
        var text = new StringBuilder(piece);
        for (var times = random.Next(1, 4); times > 0 && text.Length > 0; times--)
        {
            var at = random.Next(text.Length);
            if (random.Next(2) == 0) text.Remove(at, 1);
            else text.Insert(at, Marks[random.Next(Marks.Length)]);
        }

        return text.ToString();
    }
}
