using LinkWatch.Links;

namespace LinkWatch.Tests.Core.Links;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("120 EUR", "120 EUR")]
    [InlineData("120eur", "120 EUR")]
    [InlineData("€120", "120 EUR")]
    [InlineData("€ 1.200,50", "1200.50 EUR")]
    [InlineData("1,200.50 USD", "1200.50 USD")]
    [InlineData("1.200 EUR", "1200 EUR")]
    [InlineData("US$ 1,200", "1200 USD")]
    [InlineData("CHF 1’200.-", "1200 CHF")]
    [InlineData("1 200 zł", "1200 PLN")]
    [InlineData("£0.5", "0.50 GBP")]
    [InlineData("KWD 1,200.50", "1200.50 KWD")]
    public void What_names_an_amount_and_a_currency_is_money(string text, string money)
    {
        Assert.Equal(money, Money.TryParse(text)?.ToString());
        Assert.Equal(Money.TryParse(text), Money.TryParse(Money.TryParse(text)!.ToString()));
    }

    [Theory]
    [InlineData("$120")]
    [InlineData("120")]
    [InlineData("120 EUR a year")]
    [InlineData("two articles")]
    [InlineData("120 EUZ")]
    [InlineData("1.200 KWD")]
    [InlineData("12.00.50 EUR")]
    [InlineData("1,20,300 EUR")]
    [InlineData("-5 EUR")]
    [InlineData("EUR 120 EUR")]
    [InlineData("EUR")]
    [InlineData("")]
    [InlineData("9999999999999 EUR")]
    public void What_could_be_two_amounts_or_says_something_else_is_none(string text) => Assert.Null(Money.TryParse(text));

    [Fact]
    public void A_part_of_the_days_costs_that_part_to_the_cent() =>
        Assert.Equal(new Money(9.86m, "EUR"), new Money(120, "EUR").For(30, 365));
}
