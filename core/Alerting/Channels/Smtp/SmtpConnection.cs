using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Fetching;
using MailKit.Net.Smtp;
using MailKit.Security;

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

/// <summary>Connects to the mail server, with the encryption that is set or, if none is, the one that the server speaks.</summary>
internal sealed class SmtpDialer(MailOptions options, TimeProvider time)
{
    private const int ImplicitTlsPort = 465;

    /// <summary>How long a server may take over a TLS handshake that it perhaps does not expect.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(10);

    public async Task<SmtpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        if (options is { SmtpTls: SmtpTls.Auto, SmtpPort: not ImplicitTlsPort }) return await FindOutAsync(cancellationToken);
        var security = options.SmtpTls switch
        {
            SmtpTls.None => SecureSocketOptions.None,
            SmtpTls.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.SslOnConnect,
        };
        return await SpeakAsync(await DialAsync(cancellationToken), security, cancellationToken);
    }

    /// <summary>
    /// A server greets at once (RFC 5321, 3.1) unless it waits for TLS, or is slow: TLS is tried on a second connection, and the
    /// first one goes on waiting for the greeting.
    /// </summary>
    private async Task<SmtpClient> FindOutAsync(CancellationToken cancellationToken)
    {
        var first = await DialAsync(cancellationToken);
        try
        {
            if (await IsSilentAsync(first, cancellationToken) && await ProbeAsync(cancellationToken) is { } encrypted)
            {
                first.Dispose();
                return encrypted;
            }
        }
        catch
        {
            first.Dispose();
            throw;
        }

        return await SpeakAsync(first, SecureSocketOptions.StartTls, cancellationToken);
    }

    private async Task<bool> IsSilentAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.SmtpGreetingWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await socket.ReceiveAsync(new byte[1], SocketFlags.Peek, either.Token);
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>Null if the server does not speak TLS. A certificate that nobody vouches for is an error.</summary>
    private async Task<SmtpClient?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ProbeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await SpeakAsync(await DialAsync(either.Token), SecureSocketOptions.SslOnConnect, either.Token);
        }
        catch (SslHandshakeException e) when (e.ServerCertificate is null && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Socket> DialAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.SmtpHost!, options.SmtpPort, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<SmtpClient> SpeakAsync(Socket socket, SecureSocketOptions security, CancellationToken cancellationToken)
    {
        var client = new VerifyingSmtpClient(options.SmtpTrustedAuthorities);
        try
        {
            await client.ConnectAsync(socket, options.SmtpHost!, options.SmtpPort, security, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>MailKit's client, but that a certificate counts only if the system, or an authority that is named, vouches for it.</summary>
internal sealed class VerifyingSmtpClient : SmtpClient
{
    private readonly X509Certificate2Collection? authorities;

    public VerifyingSmtpClient(X509Certificate2Collection? authorities)
    {
        this.authorities = authorities;

        // MailKit has a list of its own of certificates that it lets pass, and refuses those of authorities without a revocation list.
        ServerCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None;
        CheckCertificateRevocation = false;
    }

    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(
        string host, RemoteCertificateValidationCallback remoteCertificateValidationCallback)
    {
        var options = base.GetSslClientAuthenticationOptions(host, remoteCertificateValidationCallback);
        if (authorities is not null) options.CertificateChainPolicy = HttpExchange.Trust(authorities);
        return options;
    }
}
