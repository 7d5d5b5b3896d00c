using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LinkWatch.Fetching;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace LinkWatch.Alerting.Channels;

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
