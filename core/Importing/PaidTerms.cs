using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Importing;

/// <summary>What a link costs and for how long it is paid for, as read.</summary>
/// <param name="Price">Null if there is none, or it is in words.</param>
/// <param name="Cost">What the price doesn't say.</param>
/// <param name="From">The first day that is paid for.</param>
/// <param name="Until">The last.</param>
internal sealed record PaidTerms(Money? Price, string? Cost, DateOnly? From, DateOnly? Until)
{
    public static PaidTerms Read(LinkFields fields, ref string? problem)
    {
        var price = PriceOf(LinkFields.Text(fields.Price), LinkFields.Text(fields.Currency), ref problem);
        var from = DayOf(fields.PaidFrom, "paid from", ref problem);
        var until = DayOf(fields.PaidUntil, "paid until", ref problem);
        if (until < from) problem ??= $"paid until {Day(until)} is before paid from {Day(from)}: correct one of them";

        // What a cost says that is a price is kept as one, and once.
        var cost = LinkFields.Text(fields.Cost);
        var said = cost is null ? null : Money.TryParse(cost);
        return new PaidTerms(price ?? said, said is not null && (price is null || said == price) ? null : cost, from, until);
    }

    private static Money? PriceOf(string? amount, string? currency, ref string? problem)
    {
        if (amount is null && currency is null) return null;
        if (amount is null)
        {
            problem ??= $"currency {ImportProblem.Quote(currency!)} has no price: write the price too, or neither";
            return null;
        }

        if (Money.TryParse(amount) is { } whole && (currency is null || Money.CurrencyOf(currency) == whole.Currency)) return whole;
        if (currency is null)
            problem ??= $"price {ImportProblem.Quote(amount)} has no currency: write it as 120 EUR, or its ISO 4217 code as the currency";
        else if (Money.CurrencyOf(currency) is not { } code)
            problem ??= $"currency {ImportProblem.Quote(currency)} is not known: write an ISO 4217 code, such as EUR";
        else if (Money.AmountOf(amount, code) is { } read)
            return new Money(read, code);
        else
            problem ??= $"price {ImportProblem.Quote(amount)} is not an amount: write it as 1200.50";
        return null;
    }

    private static DateOnly? DayOf(string? field, string name, ref string? problem)
    {
        if (LinkFields.Text(field) is not { } text) return null;
        if (WrittenDay.TryParse(text, out var isEither) is { } day) return day;
        problem ??= isEither
            ? $"{name} {ImportProblem.Quote(text)} can be read two ways: write it as 2026-12-31"
            : $"{name} {ImportProblem.Quote(text)} is not a date: write it as 2026-12-31";
        return null;
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
