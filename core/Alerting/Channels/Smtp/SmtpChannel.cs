using System.Net.Sockets;
using System.Text;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// Mails through an SMTP server, each owner on their own: no server's "no" to one keeps the mail from another, and no owner
/// reads the others' addresses.
/// </summary>
public sealed class SmtpChannel(MailOptions options, TimeProvider time) : IAlertChannel
{
    private const string NoOwner = "the site has no owner's address: add one with 'site set --owner'";

    public string Name => "smtp";

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        if (mail.To.Count == 0)
            return mail.Site.Owners.Count == 0
                ? new DeliveryOutcome(DeliveryResult.Failed, NoOwner)
                : new DeliveryOutcome(DeliveryResult.Accepted);
        using var limit = new CancellationTokenSource(options.SmtpDeliveryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var ends = new List<(string Owner, SmtpReply Reply)>();
        await using var connection = new SmtpConnection(options, time);
        foreach (var owner in mail.To)
        {
            var reply = await SendAsync(connection, mail with { To = [owner] }, either.Token, cancellationToken);
            ends.Add((owner, reply));
            if (reply.Result != DeliveryResult.Retry) await mail.SettleAsync(new([owner], reply.Result == DeliveryResult.Accepted));
            if (reply.IsServerAway) break;
        }

        return OutcomeOf(ends);
    }

    /// <summary>The delivery goes on as long as one owner can still get the mail.</summary>
    private static DeliveryOutcome OutcomeOf(List<(string Owner, SmtpReply Reply)> ends)
    {
        var result = ends.Exists(end => end.Reply.Result == DeliveryResult.Retry) ? DeliveryResult.Retry
            : ends.Exists(end => end.Reply.Result == DeliveryResult.Accepted) ? DeliveryResult.Accepted
            : DeliveryResult.Failed;
        var notes = ends.Where(end => end.Reply.Result != DeliveryResult.Accepted).Select(end => $"{end.Owner}: {end.Reply.Note}").ToList();
        return new DeliveryOutcome(result, notes.Count > 0 ? string.Join("; ", notes) : null)
        {
            Settled = [.. ends.Where(end => end.Reply.Result != DeliveryResult.Retry).Select(end => end.Owner)],
            IsOutOfTime = ends.Exists(end => end.Reply.IsOutOfTime),
        };
    }

    private async Task<SmtpReply> SendAsync(SmtpConnection connection, AlertMail mail, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            return await connection.SendAsync(mail, limit);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            var note = $"the mails to all owners took more than {options.SmtpDeliveryTimeout.TotalSeconds:0} s";
            return new SmtpReply(DeliveryResult.Retry, note, IsServerAway: true) { IsOutOfTime = true };
        }
    }
}

/// <summary>What a mail server's answer means for a delivery.</summary>
/// <param name="Result">Accepted, to be tried again, or refused for good.</param>
/// <param name="Note">For the operator, free of secrets.</param>
/// <param name="IsServerAway">Whether it is no answer to this receiver: others need not be tried now.</param>
internal sealed record SmtpReply(DeliveryResult Result, string? Note = null, bool IsServerAway = false)
{
    /// <summary>Whether the time for all owners ended before this one's turn did.</summary>
    public bool IsOutOfTime { get; init; }

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
