using LinkWatch.Alerting.Channels;

namespace LinkWatch.Tests.Core.Alerting.Channels;

public sealed class MailAddressesTests
{
    [Theory]
    [InlineData("a@b.example", "", "a@b.example")]
    [InlineData("  a@b.example ", "", "a@b.example")]
    [InlineData("LinkWatch <linkwatch@localhost>", "LinkWatch", "linkwatch@localhost")]
    [InlineData("Shop, Inc. <a@b.example>", "Shop, Inc.", "a@b.example")]
    [InlineData("Käthe Groß <a@b.example>", "Käthe Groß", "a@b.example")]
    [InlineData("\"a b\"@c.example", "", "\"a b\"@c.example")]
    [InlineData("a@bücher.example", "", "a@xn--bcher-kva.example")]
    public void An_address_is_read_with_its_name_and_written_in_ASCII(string text, string name, string address)
    {
        var mailbox = MailAddresses.Parse(text);

        Assert.Equal((name, address), (mailbox.Name ?? "", MailAddresses.InAscii(mailbox)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@")]
    [InlineData("@b.example")]
    [InlineData("a@b..example")]
    [InlineData("a b@c.example")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("group: a@b.example;")]
    [InlineData("<@relay.example:a@b.example>")]
    [InlineData("<a@b.example")]
    [InlineData("a@b.example\r\nBcc: x@y.example")]
    [InlineData("a@b.example\0")]
    [InlineData("größe@b.example")]
    [InlineData("a@\u202eb.example")]
    public void What_is_no_single_address_for_every_server_is_refused(string text)
    {
        Assert.Null(MailAddresses.TryParse(text));
        Assert.Throws<FormatException>(() => MailAddresses.Parse(text));
    }
}
