using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using LinkWatch.Links;

namespace LinkWatch.Html.Scanning;

/// <summary>Element names and traits, looked up without a string.</summary>
internal static class ElementTraits
{
    private const int Packed = sizeof(ulong);
    private const int Slots = 1024;

    private static readonly Traits[] TraitsOf = FillTraits();
    private static readonly byte[]?[] Names = new byte[256][];
    private static readonly string[] Texts = new string[256];
    private static readonly Slot[] Table = FillNames();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Traits Traits(this Element element) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(TraitsOf), (nint)element);

    /// <summary>Whether the element has one of <paramref name="traits"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(this Element element, Traits traits) => element.Traits().Has(traits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(this Traits traits, Traits any) => (traits & any) != LinkWatch.Html.Scanning.Traits.None;

    /// <summary>Lower case.</summary>
    public static ReadOnlySpan<byte> Name(this Element element) => Names[(int)element];

    /// <inheritdoc cref="Name"/>
    public static string Text(this Element element) => Texts[(int)element];

    /// <summary>
    /// The element that <paramref name="page"/> names, in any ASCII case, from <paramref name="start"/> to <paramref name="end"/>.
    /// </summary>
    public static Element Find(ReadOnlySpan<byte> page, int start, int end)
    {
        var length = end - start;
        var key = start + Packed <= page.Length && length > 0
            ? Lower(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(
                ref MemoryMarshal.GetReference(page), start)) & (ulong.MaxValue >> (8 * (Packed - Math.Min(length, Packed)))))
            : PackLast(page[start..end]);
        var table = Table;
        for (var at = Hash(key); ; at = (at + 1) % Slots)
        {
            ref readonly var slot = ref table[at];
            if (slot.Key != key)
            {
                if (slot.Key == 0) return Element.Other;
                continue;
            }

            if (length == slot.Length && (length <= Packed || Ascii.EqualsIgnoreCase(page[start..end], Names[(int)slot.Element])))
                return slot.Element;
            return Element.Other;
        }
    }

    /// <summary>Of a name in any ASCII case; never one that an <see cref="Element"/> has as its number.</summary>
    public static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261;
        foreach (var c in name) hash = (hash ^ (uint)(c is >= (byte)'A' and <= (byte)'Z' ? c | 0x20 : c)) * 16777619;
        return hash | 0x8000_0000;
    }

    /// <summary>
    /// The first eight bytes, ASCII letters in lower case, of a name with fewer than eight bytes of page behind its beginning.
    /// </summary>
    private static ulong PackLast(ReadOnlySpan<byte> name)
    {
        Span<byte> padded = stackalloc byte[Packed];
        padded.Clear();
        name[..Math.Min(name.Length, Packed)].CopyTo(padded);
        return Lower(MemoryMarshal.Read<ulong>(padded));
    }

    /// <summary>
    /// Lower-cases the ASCII capitals among eight bytes at once: in each byte, 0x80 is set where it is at least 'A' and not above 'Z'.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Lower(ulong bytes)
    {
        const ulong Ones = 0x0101010101010101;
        var low = bytes & (0x7F * Ones);
        var capitals = (low + ((0x80 - 'A') * Ones)) & ~(low + ((0x80 - 'Z' - 1) * Ones)) & ~bytes & (0x80 * Ones);
        return bytes | (capitals >> 2);
    }

    private static int Hash(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> 54);

    private static Slot[] FillNames()
    {
        var table = new Slot[Slots];
        foreach (var element in Enum.GetValues<Element>())
        {
            if (element == Element.Other) continue;
            Texts[(int)element] = element.Name<Element>();
            var name = Encoding.ASCII.GetBytes(Texts[(int)element]);
            Names[(int)element] = name;
            var key = PackLast(name);
            var at = Hash(key);
            while (table[at].Key != 0) at = (at + 1) % Slots;
            table[at] = new Slot(key, element, name.Length);
        }

        return table;
    }

    private static Traits[] FillTraits()
    {
        var traits = new Traits[256];
        void Add(Traits trait, params ReadOnlySpan<Element> elements)
        {
            foreach (var element in elements) traits[(int)element] |= trait;
        }

        void AddRange(Traits trait, Element first, Element last)
        {
            for (var element = first; element <= last; element++) traits[(int)element] |= trait;
        }

        Add(
            LinkWatch.Html.Scanning.Traits.Void, Element.Area, Element.Base, Element.Link, Element.Meta, Element.Img, Element.Image,
            Element.Input, Element.Hr, Element.Col, Element.Frame);
        AddRange(LinkWatch.Html.Scanning.Traits.Void, Element.Basefont, Element.Wbr);

        AddRange(LinkWatch.Html.Scanning.Traits.Special, Element.Area, Element.Td);
        Add(
            LinkWatch.Html.Scanning.Traits.Special, Element.Th, Element.Applet, Element.Marquee, Element.Object, Element.Button,
            Element.Select);
        AddRange(LinkWatch.Html.Scanning.Traits.Special, Element.Basefont, Element.Wbr);
        Add(
            LinkWatch.Html.Scanning.Traits.Special, Element.Foreignobject, Element.Desc, Element.Mi, Element.Mo, Element.Mn, Element.Ms,
            Element.Mtext, Element.AnnotationXml);
        foreach (var ordinary in (ReadOnlySpan<Element>)[Element.Image, Element.Dialog])
            traits[(int)ordinary] &= ~LinkWatch.Html.Scanning.Traits.Special;

        AddRange(LinkWatch.Html.Scanning.Traits.ClosesParagraph, Element.P, Element.Table);
        Add(LinkWatch.Html.Scanning.Traits.ClosesParagraph, Element.Xmp, Element.Plaintext);

        AddRange(LinkWatch.Html.Scanning.Traits.ClosedInScope, Element.Address, Element.Listing);
        Add(LinkWatch.Html.Scanning.Traits.ClosedInScope, Element.Applet, Element.Marquee, Element.Object, Element.Button, Element.Select);

        Add(
            LinkWatch.Html.Scanning.Traits.Scope, Element.Html, Element.Table, Element.Caption, Element.Td, Element.Th, Element.Applet,
            Element.Marquee, Element.Object, Element.Template);

        AddRange(LinkWatch.Html.Scanning.Traits.Formatting, Element.B, Element.U);
        Add(LinkWatch.Html.Scanning.Traits.Formatting, Element.A);

        AddRange(LinkWatch.Html.Scanning.Traits.Heading, Element.H1, Element.H6);
        AddRange(LinkWatch.Html.Scanning.Traits.TablePart, Element.Caption, Element.Th);

        Add(
            LinkWatch.Html.Scanning.Traits.BreaksOut, Element.B, Element.Big, Element.Blockquote, Element.Body, Element.Br, Element.Center,
            Element.Code, Element.Dd, Element.Div,
            Element.Dl, Element.Dt, Element.Em, Element.Embed, Element.Head, Element.Hr, Element.I, Element.Img, Element.Li,
            Element.Listing, Element.Menu, Element.Meta, Element.Nobr, Element.Ol, Element.P, Element.Pre, Element.Ruby, Element.S,
            Element.Small, Element.Span, Element.Strong, Element.Strike, Element.Sub, Element.Sup, Element.Table, Element.Tt, Element.U,
            Element.Ul, Element.Var);
        AddRange(LinkWatch.Html.Scanning.Traits.BreaksOut, Element.H1, Element.H6);

        AddRange(LinkWatch.Html.Scanning.Traits.RawText, Element.Style, Element.Noframes);
        Add(LinkWatch.Html.Scanning.Traits.RawText, Element.Title, Element.Script);

        Add(LinkWatch.Html.Scanning.Traits.Counted, Element.P, Element.A, Element.Table, Element.Template, Element.Noscript);
        Add(LinkWatch.Html.Scanning.Traits.SaysSomething, Element.Base, Element.Meta, Element.Link);
        foreach (var element in Enum.GetValues<Element>())
        {
            if (LinkWatch.Html.Trees.ElementNames.IsInline(element.Name<Element>()))
                traits[(int)element] |= LinkWatch.Html.Scanning.Traits.Inline;
        }

        return traits;
    }

    /// <param name="Key">The first eight bytes of the name; 0 where the slot is free.</param>
    /// <param name="Element">What is called so.</param>
    /// <param name="Length">Of the whole name.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(ulong Key, Element Element, int Length);
}
