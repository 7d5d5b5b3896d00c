namespace LinkWatch.Html.Scanning;

/// <summary>
/// The script data states: inside <c>&lt;!--</c> a <c>&lt;script</c> takes the next <c>&lt;/script</c> for its own
/// (https://html.spec.whatwg.org/multipage/parsing.html#script-data-double-escaped-state).
/// Old pages that write scripts from scripts rely on it.
/// </summary>
internal static class ScriptText
{
    /// <summary>Length of the script's text, or -1 where its end tag never comes.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        var isEscaped = false;
        var isDoubleEscaped = false;
        for (var at = 0; at < text.Length; at++)
        {
            var found = isEscaped ? text[at..].IndexOfAny((byte)'<', (byte)'-') : text[at..].IndexOf((byte)'<');
            if (found < 0) return -1;
            at += found;
            var rest = text[at..];
            if (rest[0] == '-')
            {
                if (rest.StartsWith("-->"u8)) (isEscaped, isDoubleEscaped) = (false, false);
            }
            else if (Tokenizer.IsWord(rest, 1, "/script"u8))
            {
                if (!isDoubleEscaped) return at;
                isDoubleEscaped = false;
            }
            else if (isEscaped)
            {
                isDoubleEscaped |= Tokenizer.IsWord(rest, 1, "script"u8);
            }
            else if (rest.StartsWith("<!--"u8))
            {
                // Its two dashes may also be those of the --> that ends it.
                isEscaped = true;
                at++;
            }
        }

        return -1;
    }
}
