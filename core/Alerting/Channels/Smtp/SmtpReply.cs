using System.Net.Sockets;
using System.Text;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LinkWatch.Alerting.Channels;

/// <summary>What a mail server's answer means for a delivery.</summary>
/// <param name="Result">Accepted, to be tried again, or refused for good.</param>
/// <param name="Note">For the operator, free of secrets.</param>
/// <param name="IsServerAway">Whether it is no answer to this receiver: others need not be tried now.</param>
internal sealed record SmtpReply(DeliveryResult Result, string? Note = null, bool IsServerAway = false)
{
    // Our login, not the mail, is refused (RFC 4954, 6): once the operator has put it right, the mail can go.
    private static readonly int[] LoginReplies = [530, 534, 535, 538];

    /// <summary>Whether it is what the remote side does, and no fault of ours.</summary>
    public static bool IsReplyOrNetwork(Exception fault) => fault
        is CommandException or ProtocolException or AuthenticationException or SslHandshakeException
        or ServiceNotAuthenticatedException or ServiceNotConnectedException or NotSupportedException
        or TimeoutException or IOException or SocketException;

    /// <summary>5xx says no for good, 4xx not now (RFC 5321, 4.2.1); what is no reply is the network's, or about our login.</summary>
    public static SmtpReply Of(Exception fault, MailOptions options)
    {
        var note = Without(Secrets(options), PlainText.OneLine(NoteOf(fault)));
        if (fault is not SmtpCommandException { StatusCode: var status })
            return new SmtpReply(DeliveryResult.Retry, note, IsServerAway: true);
        var code = (int)status;
        return code is >= 500 and < 600 && !LoginReplies.Contains(code)
            ? new SmtpReply(DeliveryResult.Failed, note)
            : new SmtpReply(DeliveryResult.Retry, note, IsServerAway: code is < 400 or 421 || LoginReplies.Contains(code));
    }

    private static string NoteOf(Exception fault) => fault switch
    {
        SmtpCommandException command => $"{(int)command.StatusCode} {command.Message}",
        AuthenticationException { InnerException: SmtpCommandException reply } => $"the login was refused: {NoteOf(reply)}",
        AuthenticationException => $"the login was refused: {fault.Message}",

        // The library's first line says that TLS failed, and without a certificate the others guess why.
        SslHandshakeException { ServerCertificate: not null } => $"TLS failed: {fault.Message.Split('\n', 2)[^1]}",
        SslHandshakeException => $"TLS failed: {fault.GetBaseException().Message}",
        _ => fault.Message,
    };

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
