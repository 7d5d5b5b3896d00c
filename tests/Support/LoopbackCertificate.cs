using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LinkWatch.Tests.Support;

/// <summary>Certificates made for one test: an authority of its own, and what it signs.</summary>
public static class LoopbackCertificate
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Authority(string name = "LinkWatch test authority", X509Certificate2? signer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (signer is null) return request.CreateSelfSigned(From, Until);
        using var issued = request.Create(signer, From, Until, [1]);
        return issued.CopyWithPrivateKey(key);
    }

    /// <param name="signer">Null: the certificate signs itself.</param>
    /// <param name="host">The name or address it is for.</param>
    /// <param name="until">Its last moment; null: far away.</param>
    /// <param name="extra">Further extensions, such as where to download the signer.</param>
    public static X509Certificate2 For(
        string host, X509Certificate2? signer = null, DateTimeOffset? until = null, params X509Extension[] extra)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        foreach (var extension in extra) request.CertificateExtensions.Add(extension);
        if (signer is null) return request.CreateSelfSigned(From, until ?? Until);
        using var issued = request.Create(signer, From, until ?? Until, [2]);
        return issued.CopyWithPrivateKey(key);
    }
}
