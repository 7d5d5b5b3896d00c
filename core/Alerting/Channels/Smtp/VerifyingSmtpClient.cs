using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LinkWatch.Fetching;
using MailKit.Net.Smtp;

namespace LinkWatch.Alerting.Channels;

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
