using System.Text;

namespace LinkWatch.Review.Flags;

/// <summary>Scripts that can be told apart at a glance.</summary>
internal enum Script
{
    Latin,
    Cyrillic,
    Greek,
    Chinese,
    Japanese,
    Korean,
    Arabic,
    Hebrew,
    Thai,
    Indic,
    Other,
}

internal static class Scripts
{
    private static readonly (Script Script, string Countries)[] Written =
    [
        (Script.Cyrillic, "ru su ua by bg rs mk kz kg mn me ba"),
        (Script.Greek, "gr cy"),
        (Script.Chinese, "cn hk tw sg jp"),
        (Script.Japanese, "jp"),
        (Script.Korean, "kr"),
        (Script.Arabic, "ae sa eg ir ma pk iq jo kw qa"),
        (Script.Hebrew, "il"),
        (Script.Thai, "th"),
        (Script.Indic, "in np"),
        (Script.Other, "ge am"),
    ];

    private static readonly ILookup<string, Script> ByCountry = Written
        .SelectMany(row => row.Countries.Split(' '), (row, country) => (row.Script, Country: country))
        .ToLookup(pair => pair.Country, pair => pair.Script, StringComparer.Ordinal);

    /// <summary>The scripts in which a country writes beside Latin.</summary>
    public static IEnumerable<Script> OfCountry(string country) => ByCountry[country];

    /// <summary>In which most of the letters are; null without letters.</summary>
    public static Script? Of(string text)
    {
        Span<int> letters = stackalloc int[(int)Script.Other + 1];
        var all = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune)) continue;
            letters[(int)Of(rune.Value)]++;
            all++;
        }

        // Japanese is written with Chinese characters, too.
        if (letters[(int)Script.Japanese] > 0)
            (letters[(int)Script.Japanese], letters[(int)Script.Chinese]) =
                (letters[(int)Script.Japanese] + letters[(int)Script.Chinese], 0);
        for (var script = 0; script < letters.Length; script++)
        {
            if (2 * letters[script] > all) return (Script)script;
        }

        return null;
    }

    private static Script Of(int letter) => letter switch
    {
        < 0x0370 or >= 0x1D00 and <= 0x1EFF or >= 0x2000 and <= 0x2BFF => Script.Latin,
        >= 0xFB00 and <= 0xFB06 or >= 0xFF21 and <= 0xFF5A => Script.Latin,
        <= 0x03FF or >= 0x1F00 and <= 0x1FFF => Script.Greek,
        <= 0x052F or >= 0x2DE0 and <= 0x2DFF or >= 0xA640 and <= 0xA69F => Script.Cyrillic,
        >= 0x0590 and <= 0x05FF => Script.Hebrew,
        >= 0x0600 and <= 0x07FF or >= 0xFB50 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF => Script.Arabic,
        >= 0x0900 and <= 0x0DFF => Script.Indic,
        >= 0x0E00 and <= 0x0E7F => Script.Thai,
        >= 0x2C60 and <= 0x2C7F or >= 0xA720 and <= 0xA7FF or >= 0x1D400 and <= 0x1D7FF => Script.Latin,
        >= 0x3040 and <= 0x30FF or >= 0x31F0 and <= 0x31FF or >= 0xFF66 and <= 0xFF9F => Script.Japanese,
        >= 0x1100 and <= 0x11FF or >= 0x3130 and <= 0x318F or >= 0xAC00 and <= 0xD7AF => Script.Korean,
        >= 0x3100 and <= 0x312F or >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF => Script.Chinese,
        _ => Script.Other,
    };
}
