using LinkWatch.Alerting.Delivery;
using MailKit.Net.Smtp;

namespace LinkWatch.Alerting.Channels;

/// <summary>The connection to the mail server that the mails of a delivery share; opened again if the server ends it.</summary>
internal sealed class SmtpConnection(MailOptions options, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(5);

    private readonly SmtpDialer dialer = new(options, time);
    private SmtpClient? client;

    /// <summary>What the server says to a mail, or what kept it from saying anything.</summary>
    public async Task<SmtpReply> SendAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        try
        {
            using var message = MimeMail.Of(mail, options);
            if (client is not { IsConnected: true }) await WithinLimitAsync(OpenAsync, cancellationToken);

            // With this extension a domain would leave in Unicode, which the next server may refuse: IDNA is for all.
            client!.Capabilities &= ~SmtpCapabilities.UTF8;
            await WithinLimitAsync(token => client.SendAsync(message, token), cancellationToken);
            return new SmtpReply(DeliveryResult.Accepted);
        }
        catch (FormatException e)
        {
            return new SmtpReply(DeliveryResult.Failed, $"not a mail address: {e.Message}");
        }
        catch (Exception e) when (SmtpReply.IsReplyOrNetwork(e))
        {
            return SmtpReply.Of(e, options);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client is null) return;
        using var limit = new CancellationTokenSource(QuitTimeout, time);
        await client.DisconnectAsync(quit: true, limit.Token);
        client.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        client?.Dispose();
        client = await dialer.ConnectAsync(cancellationToken);
        if (options.SmtpUser is { } user && client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
        {
            await client.AuthenticateAsync(user, options.SmtpPassword ?? "", cancellationToken);
        }
    }

    /// <summary>What the step makes of being cancelled is not heeded: MailKit takes it for a failed handshake, for one.</summary>
    private async Task WithinLimitAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.SmtpTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await step(either.Token);
        }
        catch (Exception e) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"the mail server did not answer within {options.SmtpTimeout.TotalSeconds:0} s", e);
        }
    }
}
