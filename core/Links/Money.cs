using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkWatch.Links;

/// <summary>An amount with its currency.</summary>
/// <param name="Amount">Zero or more.</param>
/// <param name="Currency">ISO 4217, in capitals: one of <see cref="Currencies"/>.</param>
public sealed record Money(decimal Amount, string Currency)
{
    /// <summary>Larger amounts are a slip.</summary>
    public const decimal Max = 999_999_999_999m;

    private const string GroupMarks = " .,'’\u00a0\u202f";

    /// <summary>An amount before or after its currency, and nothing else.</summary>
    private static readonly Regex WithCurrency = new(
        @"^(?<before>[^\d\s]{1,3})?\s*(?<amount>\d[\d .,'’\u00a0\u202f]*?)(?:\.-|,-)?\s*(?<after>[^\d\s.,]{1,3})?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    /// <summary>Signs that mean one currency only: <c>$</c>, <c>¥</c> and <c>kr</c> stand for several.</summary>
    private static readonly Dictionary<string, string> Signs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["€"] = "EUR",
        ["£"] = "GBP",
        ["₹"] = "INR",
        ["US$"] = "USD",
        ["zł"] = "PLN",
        ["Kč"] = "CZK",
        ["R$"] = "BRL",
        ["₴"] = "UAH",
    };

    /// <summary>Those in which three digits after a mark may be a fraction.</summary>
    private static readonly HashSet<string> OfThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>ISO 4217 codes of money that is paid with; funds, metals and test codes are left out.</summary>
    public static IReadOnlySet<string> Currencies { get; } = (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC "
        + "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK "
        + "JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
        + "MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
        + "STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG")
        .Split(' ').ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// What a text such as <c>120 EUR</c> or <c>€1,200.50</c> says; null if it says something else too, or not which currency.
    /// </summary>
    public static Money? TryParse(string text)
    {
        if (WithCurrency.Match(text.Trim()) is not { Success: true } found) return null;
        var (before, after) = (found.Groups["before"].Value, found.Groups["after"].Value);
        if ((before.Length == 0) == (after.Length == 0)) return null;
        return CurrencyOf(before + after) is { } currency && AmountOf(found.Groups["amount"].Value, currency) is { } amount
            ? new Money(amount, currency)
            : null;
    }

    /// <summary>The code that a text names or its sign stands for, or null.</summary>
    public static string? CurrencyOf(string text)
    {
        var name = text.Trim();
        return Signs.TryGetValue(name, out var code) ? code : Currencies.Contains(name.ToUpperInvariant()) ? name.ToUpperInvariant() : null;
    }

    /// <summary>
    /// The amount, whichever marks its thousands and its cents have; null if it has none, or could be two: <c>1.200</c> of a currency that
    /// has thousandths.
    /// </summary>
    public static decimal? AmountOf(string text, string currency)
    {
        text = text.Trim();
        var mark = text.LastIndexOfAny(['.', ',']);
        var hasCents = mark > 0 && text.Length - mark - 1 is 1 or 2;
        var (whole, cents) = hasCents ? (text[..mark], text[(mark + 1)..]) : (text, "");
        var marks = whole.Where(c => !char.IsAsciiDigit(c)).Distinct().ToList();
        if (marks.Count > 1 || (hasCents && marks.Contains(text[mark]))) return null;
        if (marks is [var between])
        {
            var groups = whole.Split(between);
            var isEither = groups.Length == 2 && between is '.' or ',' && !hasCents && OfThousandths.Contains(currency);
            if (isEither || !GroupMarks.Contains(between, StringComparison.Ordinal) || groups[0].Length is 0 or > 3
                || groups.Skip(1).Any(group => group.Length != 3)) return null;
            whole = string.Concat(groups);
        }

        var plain = cents.Length == 0 ? whole : $"{whole}.{cents}";
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= Max
            ? amount
            : null;
    }

    /// <summary>The part of it for some of the days that it pays for, to the cent.</summary>
    public Money For(int days, int ofDays) => this with { Amount = Math.Round(Amount * days / ofDays, 2, MidpointRounding.AwayFromZero) };

    /// <summary>Of the amount alone: <c>120</c>, <c>1200.50</c>.</summary>
    public string AmountText() => Amount.ToString(decimal.IsInteger(Amount) ? "0" : "0.00##", CultureInfo.InvariantCulture);

    /// <summary>As <see cref="TryParse"/> reads it: <c>120 EUR</c>.</summary>
    public override string ToString() => $"{AmountText()} {Currency}";
}
