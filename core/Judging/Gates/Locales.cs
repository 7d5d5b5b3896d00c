using LinkWatch.Html;
using LinkWatch.Urls;

namespace LinkWatch.Judging.Gates;

/// <summary>Whether something names a country or a language: by its ISO code in an address, or by its name in its own language.</summary>
internal static class Locales
{
    /// <summary>ISO 639-1 and ISO 3166-1 alpha-2; <c>uk</c> and <c>eu</c> as they are used in addresses.</summary>
    private static readonly HashSet<string> Codes = Split(
        "aa ab af am ar as ay az ba be bg bh bi bn bo br bs ca ch co cs cy da de dz el en eo es et eu fa fi fj fo fr fy ga gd gl gn gu "
            + "ha he hi "
        + "hr hu hy id is it ja ka kk km kn ko ku ky la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc or pa pl ps pt ro ru rw "
        + "sa "
        + "sd si sk sl sm sn so sq sr st sv sw ta te tg th ti tk tl tn to tr ts tt ug uk ur uz vi wo xh yi yo zh zu ad ae ag ai al ao aq "
        + "at "
        + "au aw bb bd bf bj bm bw by bz cc cd cf cg ci ck cl cm cn cr cu cv cx cz dj dk dm do ec ee eg er fk fm gb ge gf gh gi gm gp gq "
        + "gr "
        + "gt gw gy hk hn ht ie il in io iq ir jm jo jp ke kg kh kp kr kw ky kz lc li lk lr ls lu ly ma mc md me mh ml mm mo mq mu mv mw "
        + "mx "
        + "mz na nc ng ni np nr nz om pe pf pg ph pk pr ps pw py qa re rs sb sc se sg sh sr sv sy sz td tj tm tw tz ua us uy va vc ve vn "
        + "vu "
        + "ws ye yt za zm zw int intl global latam emea apac row");

    private static readonly HashSet<string> Names = Split(
        "english deutsch français francais español espanol italiano português portugues nederlands polski svenska dansk norsk suomi "
            + "čeština "
        + "slovenčina magyar română türkçe ελληνικά русский українська български hrvatski srpski slovenščina eesti latviešu lietuvių 日本語 "
        + "中文 简体中文 繁體中文 한국어 العربية עברית हिन्दी ไทย tiếng_việt bahasa_indonesia català euskara galego íslenska gaeilge cymraeg "
        + "germany deutschland allemagne alemania germania austria österreich autriche switzerland schweiz suisse svizzera france "
        + "frankreich "
        + "frankrijk francia spain españa spanien espagne italy italia italien italie portugal netherlands nederland niederlande pays-bas "
        + "belgium belgique belgië belgien poland polska polen pologne sweden sverige schweden denmark danmark dänemark norway norge "
        + "norwegen "
        + "finland finnland czechia česko czech_republic tschechien slovakia slovensko hungary magyarország ungarn romania românia greece "
        + "ελλάδα turkey türkiye russia россия ukraine україна bulgaria българия croatia hrvatska serbia srbija ireland iceland ísland "
        + "estonia latvia lithuania united_kingdom great_britain großbritannien royaume-uni uk united_states usa états-unis "
        + "estados_unidos vereinigte_staaten canada kanada mexico méxico brazil brasil brasilien argentina chile colombia peru perú "
        + "australia "
        + "australien new_zealand japan 日本 china 中国 中國 korea 대한민국 한국 taiwan 台灣 hong_kong 香港 singapore india भारत indonesia thailand "
        + "ประเทศไทย vietnam việt_nam malaysia philippines israel ישראל egypt مصر south_africa saudi_arabia السعودية uae international "
        + "europe europa asia afrika africa americas other_countries rest_of_world алемания беларусь казахстан қазақстан");

    private static readonly string[] Keys =
    [
        "lang", "language", "locale", "hl", "lng", "country", "cc", "region", "land", "pays", "pais", "market", "store", "site", "l", "c",
        "loc",
    ];

    /// <summary>A link that says so in its address, its marks or its text.</summary>
    public static bool IsNamedBy(ShownLink link) =>
        IsName(link.Text) || (link.Text.Length <= 40 && (link.NamesLanguage || IsInAddress(link.Href)));

    /// <summary>An option or a button's text.</summary>
    public static bool IsNamedBy(string text) => IsName(text) || IsCode(text);

    private static bool IsInAddress(WebUrl url) =>
        url.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(2).Any(IsCode)
        || url.Query.TrimStart('?').Split('&').Any(pair =>
            pair.Split('=') is [var key, var value] && Keys.Contains(key.ToLowerInvariant(), StringComparer.Ordinal) && IsCode(value))
        || (url.Host.Split('.') is [var label, _, _, ..] && IsCode(label));

    private static bool IsCode(string text)
    {
        var parts = text.ToLowerInvariant().Split('-', '_');
        return parts.Length is 1 or 2 && parts[0].Length >= 2 && Array.TrueForAll(parts, Codes.Contains);
    }

    /// <summary>The name alone, or at either end of a few words: <c>Österreich (Deutsch)</c>.</summary>
    private static bool IsName(string text)
    {
        if (text.Length is 0 or > 40) return false;
        var name = text.ToLowerInvariant().Trim();
        var parts = name.Split([' ', '(', ')', '/', '|', '-', '–', ',', '·'], StringSplitOptions.RemoveEmptyEntries);
        return Names.Contains(name) || (parts.Length is > 0 and <= 4 && (Names.Contains(parts[0]) || Names.Contains(parts[^1])));
    }

    private static HashSet<string> Split(string words) =>
        words.Split(' ').Select(word => word.Replace('_', ' ')).ToHashSet(StringComparer.Ordinal);
}
