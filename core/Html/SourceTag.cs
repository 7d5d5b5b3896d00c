using System.Text;

namespace LinkWatch.Html;

/// <summary>A start tag as it is written in the source: evidence, at most 500 characters of it.</summary>
internal static class SourceTag
{
    public const int Limit = 500;

    /// <summary>The tag that begins at <paramref name="start"/>: up to the <c>&gt;</c> that is not in a quoted value.</summary>
    public static string At(ReadOnlySpan<char> text, int start)
    {
        text = text[start..Math.Min(text.Length, start + Limit)];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '>') return text[..(i + 1)].ToString();
            if (text[i] is not ('"' or '\'') || !OpensValue(text[..i])) continue;
            var end = text[(i + 1)..].IndexOf(text[i]);
            if (end < 0) break;
            i += end + 1;
        }

        return Cut(text).ToString();
    }

    /// <summary>The tag put together from its attributes, where its place in the source is not known.</summary>
    public static string Rebuild(string name, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        var tag = new StringBuilder("<").Append(name);
        foreach (var (key, value) in attributes)
        {
            tag.Append(' ').Append(key).Append("=\"").Append(value.Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
            if (tag.Length >= Limit) return Cut(tag.ToString(0, Limit)).ToString();
        }

        return tag.Append('>').ToString();
    }

    /// <summary>A quote begins a value only after an equals sign: <c>&lt;a href=x'y&gt;</c> has none.</summary>
    private static bool OpensValue(ReadOnlySpan<char> before) => before.TrimEnd(" \t\n\f\r") is [.., '='];

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> tag) =>
        tag.Length > 0 && char.IsHighSurrogate(tag[^1]) ? tag[..^1] : tag;
}
