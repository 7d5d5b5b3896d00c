using System.Runtime.CompilerServices;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// The attributes of one start tag in order, as ranges of the page (the standard's attribute states, from
/// https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state on).
/// </summary>
/// <param name="page">The page.</param>
/// <param name="nameEnd">Just behind the name of a tag that is whole.</param>
internal ref struct TagAttributes(ReadOnlySpan<byte> page, int nameEnd)
{
    private readonly ReadOnlySpan<byte> page = page;
    private int at = nameEnd;

    /// <summary>As written.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>As written: character references and line ends are not decoded.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The value as meant.</summary>
    public readonly string Decoded => CharacterReferences.Decode(Value, inAttribute: true);

    /// <summary>Just behind the <c>&gt;</c> of the tag whose name ends at <paramref name="at"/>, or -1 where the page ends first.</summary>
    public static int Skip(ReadOnlySpan<byte> page, int at, out bool isSelfClosing)
    {
        isSelfClosing = false;
        while (at < page.Length)
        {
            var c = page[at];
            if (c == '>') return at + 1;
            if (c == '/')
            {
                at++;
                isSelfClosing = at < page.Length && page[at] == '>';
            }
            else if (Tokenizer.IsSpace(c))
            {
                at++;
            }
            else
            {
                at = SkipName(page, at);
                at = SkipValue(page, at, out _, out _);
            }
        }

        return -1;
    }

    /// <summary>Goes to the next attribute. One that is repeated comes again: the first counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveNext()
    {
        while (at < page.Length)
        {
            var c = page[at];
            if (c == '>') return false;
            if (c == '/' || Tokenizer.IsSpace(c))
            {
                at++;
                continue;
            }

            var nameEnd = SkipName(page, at);
            Name = page[at..nameEnd];
            at = SkipValue(page, nameEnd, out var valueStart, out var valueEnd);
            Value = page[valueStart..valueEnd];
            return true;
        }

        return false;
    }

    /// <summary>Whether the attribute is called <paramref name="name"/> (lower case).</summary>
    public readonly bool Is(ReadOnlySpan<byte> name)
    {
        if (Name.Length != name.Length) return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (Name[i] != name[i] && (Name[i] | 0x20) != name[i]) return false;
        }

        return true;
    }

    /// <summary>The first attribute called <paramref name="name"/> (lower case), as written.</summary>
    public readonly bool TryFind(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var attributes = this;
        while (attributes.MoveNext())
        {
            if (!attributes.Is(name)) continue;
            value = attributes.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The decoded value of the first attribute called <paramref name="name"/> (lower case), or null.</summary>
    public readonly string? Find(ReadOnlySpan<byte> name) =>
        TryFind(name, out var value) ? CharacterReferences.Decode(value, inAttribute: true) : null;

    /// <summary>A name's first byte may be anything but white space, <c>/</c> and <c>&gt;</c>; even <c>=</c>.</summary>
    private static int SkipName(ReadOnlySpan<byte> page, int at)
    {
        at++;
        while (at < page.Length && !Tokenizer.EndsAttributeName(page[at])) at++;
        return at;
    }

    /// <summary>Goes behind <c>= value</c>, if there is one.</summary>
    private static int SkipValue(ReadOnlySpan<byte> page, int at, out int start, out int end)
    {
        start = end = at;
        var equals = SkipSpace(page, at);
        if (equals >= page.Length || page[equals] != '=') return at;
        at = SkipSpace(page, equals + 1);
        if (at >= page.Length) return at;
        var quote = page[at];
        if (quote is (byte)'"' or (byte)'\'')
        {
            start = at + 1;
            var length = page[start..].IndexOf(quote);
            end = length < 0 ? page.Length : start + length;
            return length < 0 ? end : end + 1;
        }

        start = at;
        while (at < page.Length && page[at] != '>' && !Tokenizer.IsSpace(page[at])) at++;
        end = at;
        return at;
    }

    private static int SkipSpace(ReadOnlySpan<byte> page, int at)
    {
        while (at < page.Length && Tokenizer.IsSpace(page[at])) at++;
        return at;
    }
}
