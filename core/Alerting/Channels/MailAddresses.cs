using System.Text;
using MimeKit;

namespace LinkWatch.Alerting.Channels;

/// <summary>Mail addresses that every mail server takes: one mailbox, ASCII before the @, a domain that IDNA can write.</summary>
public static class MailAddresses
{
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
    };

    /// <summary>An address with or without a name; null if it is none.</summary>
    public static MailboxAddress? TryParse(string text) =>
        MailboxAddress.TryParse(Strict, text, out var mailbox) && mailbox.Route.Count == 0 && Ascii.IsValid(InAscii(mailbox))
            ? mailbox
            : null;

    /// <exception cref="FormatException">It is no such address.</exception>
    public static MailboxAddress Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is no mail address");

    /// <summary>The address alone, as it goes over the wire.</summary>
    public static string InAscii(MailboxAddress mailbox) => mailbox.GetAddress(idnEncode: true);
}
