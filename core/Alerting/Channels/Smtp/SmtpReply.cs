using System.Net.Mail;
using System.Text;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;

namespace LinkWatch.Alerting.Channels;

/// <summary>What a mail server's answer means for a delivery.</summary>
/// <param name="Result">Accepted, to be tried again, or refused for good.</param>
/// <param name="Note">For the operator, free of secrets.</param>
/// <param name="IsServerAway">Whether it is no answer to this receiver: others need not be tried now.</param>
internal sealed record SmtpReply(DeliveryResult Result, string? Note = null, bool IsServerAway = false)
{
    // Our login, not the mail, is refused (RFC 4954, 6): once the operator has put it right, the mail can go.
    private static readonly int[] LoginReplies = [530, 534, 535, 538];

    public static SmtpReply Silence(TimeSpan after) => new(DeliveryResult.Retry, $"the mail server did not answer within {after.TotalSeconds:0} s", IsServerAway: true);

    /// <summary>5xx says no for good, 4xx not now (RFC 5321, 4.2.1); what is no reply is the network's.</summary>
    public static SmtpReply Of(SmtpException fault, MailOptions options)
    {
        var code = (int)fault.StatusCode;
        var note = Without(Secrets(options), PlainText.OneLine(fault.InnerException is { } inner and not SmtpException ? $"{fault.Message} {inner.Message}" : fault.Message));
        return code is >= 500 and < 600 && !LoginReplies.Contains(code)
            ? new SmtpReply(DeliveryResult.Failed, note)
            : new SmtpReply(DeliveryResult.Retry, note, IsServerAway: code is < 400 or 421 || LoginReplies.Contains(code));
    }

    /// <summary>Servers have been seen to repeat what they were sent; notes are stored and logged.</summary>
    private static string Without(IEnumerable<string> secrets, string note) =>
        secrets.Aggregate(note, (text, secret) => text.Replace(secret, "…", StringComparison.Ordinal));

    private static IEnumerable<string> Secrets(MailOptions options)
    {
        if (options.SmtpPassword is not { Length: > 0 } password) yield break;
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{options.SmtpUser}\0{password}"));
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(password));
        yield return password;
    }
}
