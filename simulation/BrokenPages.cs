using System.Text;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Simulation;

/// <summary>Pages that broke off before they were sent: the length is right, the page isn't.</summary>
internal static class BrokenPages
{
    private static readonly string[] LastWords =
    [
        "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function the_footer() in /var/www/page.php:41\nStack trace:\n"
            + "#0 {main}\n  thrown in <b>/var/www/page.php</b> on line <b>41</b><br />\n",
        "\nFatal error: Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /srv/blog/loop.php on line 7\n",
        "<pre>Traceback (most recent call last):\n  File \"/srv/notes/app.py\", line 88, in render\n    body += part(entry)\n"
            + "KeyError: 'author'\n</pre>",
        "<p>There has been a critical error on this website.</p><p><a href=\"https://wordpress.org/documentation/article/"
            + "faq-troubleshooting/\">Learn more about troubleshooting WordPress.</a></p>",
    ];

    /// <summary>Cut at the same place as long as it lasts, as a cache has it, or at another each time.</summary>
    public static Fetched Answer(
        WebUrl url, byte[] page, IReadOnlyList<KeyValuePair<string, string>> headers, int variety, Dice dice)
    {
        var share = variety % 2 == 0 ? 0.15 + 0.008 * variety : dice.Between(0.1, 0.95);
        return Wire.Whole(url, 200, Cut(page, (int)(page.Length * share), variety), headers);
    }

    private static byte[] Cut(byte[] page, int at, int variety) => (variety / 2 % 5) switch
    {
        0 => page[..InTag(page, at)],
        1 => page[..at],
        2 => page[..BeforeTag(page, at)],
        3 => [.. page[..BeforeTag(page, at)], .. Encoding.UTF8.GetBytes(LastWords[variety % LastWords.Length])],
        _ => page[..page.AsSpan().LastIndexOf("</article>"u8)],
    };

    /// <summary>A few bytes into the next tag, or the whole page where there is none.</summary>
    private static int InTag(byte[] page, int at) => Math.Min(BeforeTag(page, at) + 2, page.Length - 1);

    private static int BeforeTag(byte[] page, int at) =>
        page.AsSpan(at).IndexOf((byte)'<') is >= 0 and var found ? at + found : page.Length - 1;
}
