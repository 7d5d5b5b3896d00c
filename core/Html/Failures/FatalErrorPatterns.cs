using System.Text.RegularExpressions;

namespace LinkWatch.Html.Failures;

/// <summary>How programs write what ended them, in the spelling of <see cref="PageTail"/>.</summary>
internal static partial class FatalErrorPatterns
{
    private const RegexOptions Safe =
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const RegexOptions Cased = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>PHP with <c>html_errors</c>: bold, as nobody writes it by hand but who pastes it.</summary>
    [GeneratedRegex(@"\x01b\x03(fatal|parse|core|compile|recoverable fatal|catchable fatal) error\x02b\x03\s*:", Safe)]
    public static partial Regex PhpMarkup();

    /// <summary>The last words of a process: nothing of its page comes after them.</summary>
    [GeneratedRegex(
        // PHP (https://www.php.net/manual/errorfunc.constants.php), with xdebug's mark before it or not
        @"(\( ! \)\s*(\x02span\x03)?\s*)?(PHP )?((fatal|recoverable fatal|catchable fatal|core|compile) error)\s*:\s*"
            + @"(uncaught |allowed memory size of |maximum (execution time|function nesting)|out of memory|call to |cannot |class |"
            + @"interface |trait |undefined |unsupported |declaration of |(require|include)(_once)?|failed opening |"
            + @"(\S+ )*in \S+ on line \d)"
            + @"|(PHP )?parse error\s*:\s*(syntax error|unexpected|invalid|unmatched|unclosed)"
            // Python (traceback.format_exception)
            + @"|traceback \(most recent call last\)\s*:"
            // Ruby
            + @"|undefined (method|local variable or method) [`'‘][^\n]*\(\w+Error\)"
            + @"|\S+\.(rb|erb|haml|slim|rhtml)(\(\S*\))?:\d+:in [`'‘]"
            // Go, Rust, Elixir, Lua
            + @"|(http: )?panic(: | serving )[^\n]*\s[^\x01\x02]*goroutine \d+ \[|panic: runtime error:|"
            + @"thread '[^']+' \([^)]*\) panicked at |thread '[^']+' panicked at |lua entry thread aborted:"
            // Perl
            + @"|(can't (locate|call method|use)|undefined subroutine|global symbol|compilation failed in|begin failed--|died) [^\n]*? ?"
            + @"at \S+ line \d+|software error\s*:"
            // Classic ASP (the HRESULT's severity bit makes the first digit an 8)
            + @"|error '8[0-9a-f]{7}'"
            // Databases
            + @"|you have an error in your sql syntax|sqlstate\[\w+\]|\bora-\d{5}:|mysql server has gone away|"
            + @"lost connection to mysql server|error establishing a database connection|"
            + @"unclosed quotation mark (after|before) the character string|"
            + @"(unknown column|table) '[^'\n]+' (in '|doesn't exist)|deadlock found when trying to get lock|too many connections"
            // Servers and engines
            + @"|\[an error occurred while processing this directive\]|ftl stack trace \(|freemarker template error|segmentation fault",
        Safe)]
    public static partial Regex LastWords();

    /// <summary>An exception with the first line of its stack: of Java and .NET, of JavaScript.</summary>
    [GeneratedRegex(
        @"\[?\b([A-Za-z_]\w*\.)+[A-Z]\w*(Exception|Error)\b[^\n\x01\x02]*(\n[^\n\x01\x02]*)?(\n|\x01br\x03)\s*at [\w.$<>/`]+ ?\("
            + @"|\b[A-Z]?\w*Error\b(: [^\n\x01\x02]*)?(\n|\x01br\x03)\s+at [^\n]*:\d+:\d+\)?",
        Cased)]
    public static partial Regex Exceptions();

    /// <summary>What a program that outlives its page says in its place, as a paragraph of its own.</summary>
    [GeneratedRegex(
        "there has been a critical error on (this|your) website|the site is experiencing technical difficulties|"
            + "an unhandled exception (has )?occurred|the website encountered an unexpected error|oops, an error occurred|"
            + "whoops, looks like something went wrong|error occurred while processing request|error executing database query|"
            + "server error in '[^'\\n]*' application|a problem occurred in a python script|"
            + "there has been an error processing your request|(the server encountered an )?internal server error",
        Safe)]
    public static partial Regex Notices();

    /// <summary>A line of a stack trace, or of what belongs to one.</summary>
    [GeneratedRegex(
        @"^\s*($|#\d+ |at |in |from |file ""|thrown |stack trace|caused by|\.\.\. \d|goroutine |exit status|node\.js v|\s|\t|\^|\d+[:.|]|"
            + @"\w+(\.\w+)*(error|exception|warning|exit|interrupt)\b|\S+:\d+|[\w./]+\([^)]*\)$|created by |during handling|the above exc|"
            + @"on line |line \d|version|note:|learn more|for help)",
        Safe)]
    public static partial Regex TraceLine();

    /// <summary>
    /// WordPress's recovery message in any language: its last paragraph is a link to one article (wp-includes,
    /// <c>WP_Fatal_Error_Handler</c>), perhaps in the box that <c>wp_die</c> puts round it.
    /// </summary>
    [GeneratedRegex(
        @"<p>\s*<a\s[^>]*\bwordpress\.org/[^>]*(faq-troubleshooting|debugging-in-wordpress)[^>]*>[^<]{0,200}</a>[\s.。।]*(</p>)?\s*"
            + @"(</div>\s*)?((</body>|</html>)\s*)*(<!--[^>]*-->\s*)*$",
        Safe)]
    public static partial Regex WordPressLink();

    /// <summary>
    /// Markup that only an error writes: that of a Rails page that is streamed, of ColdFusion and FreeMarker (which first close whatever
    /// may be open), and of Python's cgitb (which opens a comment around a second set of headers).
    /// </summary>
    [GeneratedRegex(
        @"<script>window\.location\s*=\s*[""']/500\.html[""'];?</script>\s*</html>\s*$|(</td>){3}(</th>){3}(</tr>){3}(</table>){2}|"
            + @"<!--\s*freemarker error message starts here|<!--: spam\s",
        Safe)]
    public static partial Regex Markup();

    /// <summary>The title or heading of a second document.</summary>
    [GeneratedRegex(
        @"<(title|h1)[^>]*>[^<]*\b(error|exception|fatal|500|503|erreur|fehler|errore|fout|fel|virhe|chyba|błąd|hiba|erro|eroare|"
            + @"ошибка|помилка|σφάλμα|hata|エラー|错误|錯誤|오류)|\bid=[""']?error-page\b|wp-die-message",
        Safe)]
    public static partial Regex ErrorPage();
}
