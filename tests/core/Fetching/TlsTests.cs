using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LinkWatch.Fetching;
using LinkWatch.Links;
using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class TlsTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trusted_certificate_is_accepted_and_HTTP_2_spoken()
    {
        using var authority = LoopbackCertificate.Authority();
        using var certificate = LoopbackCertificate.For("127.0.0.1", authority);
        await using var site = await LoopbackSite.StartAsync(context => context.Response.WriteAsync(context.Request.Protocol), certificate);
        using var fetcher = Trusting(authority);

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Null(fetched.Failure);
        Assert.Equal((BodyEnd.Whole, "HTTP/2"), (fetched.End, System.Text.Encoding.ASCII.GetString(fetched.Body.Span)));
    }

    [Fact]
    public async Task Over_HTTP_2_a_body_is_whole_only_at_its_end()
    {
        using var authority = LoopbackCertificate.Authority();
        using var certificate = LoopbackCertificate.For("127.0.0.1", authority);
        await using var site = await LoopbackSite.StartAsync(
            async context =>
            {
                await context.Response.WriteAsync("<html></html>");
                await context.Response.Body.FlushAsync(context.RequestAborted);
                if (context.Request.Path == "/cut") context.Abort();
            },
            certificate);
        using var fetcher = Trusting(authority);

        using var whole = await fetcher.FetchAsync(site.Url("/whole"), null, Budget, Token);
        using var cut = await fetcher.FetchAsync(site.Url("/cut"), null, Budget, Token);

        Assert.Equal((BodyEnd.Whole, 13), (whole.End, whole.Body.Length));
        Assert.Equal(BodyEnd.Cut, cut.End);
    }

    [Theory]
    [InlineData("self-signed")]
    [InlineData("expired")]
    [InlineData("wrong name")]
    [InlineData("unknown authority")]
    public async Task A_bad_certificate_is_a_reason(string fault)
    {
        using var authority = LoopbackCertificate.Authority();
        using var stranger = LoopbackCertificate.Authority("stranger");
        using var certificate = fault switch
        {
            "self-signed" => LoopbackCertificate.For("127.0.0.1"),
            "expired" => LoopbackCertificate.For("127.0.0.1", authority, new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            "wrong name" => LoopbackCertificate.For("elsewhere.example", authority),
            _ => LoopbackCertificate.For("127.0.0.1", stranger),
        };
        await using var site = await LoopbackSite.StartAsync(_ => Task.CompletedTask, certificate);
        using var fetcher = Trusting(authority);

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(Reason.Tls, fetched.Failure?.Reason);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task By_default_the_systems_authorities_decide()
    {
        using var certificate = LoopbackCertificate.For("127.0.0.1");
        await using var site = await LoopbackSite.StartAsync(_ => Task.CompletedTask, certificate);
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(), null, Budget, Token);

        Assert.Equal(Reason.Tls, fetched.Failure?.Reason);
    }

    [Fact]
    public async Task Issuers_that_the_server_sends_along_are_used()
    {
        using var authority = LoopbackCertificate.Authority();
        using var middle = LoopbackCertificate.Authority("middle", authority);
        using var certificate = LoopbackCertificate.For("127.0.0.1", middle);
        await using var site = Serving(SslStreamCertificateContext.Create(certificate, [middle], offline: true));
        using var fetcher = Trusting(authority);

        using var fetched = await fetcher.FetchAsync(site.Url(scheme: "https"), null, Budget, Token);

        Assert.Equal(204, fetched.HttpStatus);
    }

    /// <summary>
    /// .NET downloads a missing issuer from wherever the certificate says: past every address rule, if it were allowed to.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_names_an_address_does_not_make_us_visit_it(bool trustsOwnAuthority)
    {
        await using var forbidden = RawSite.Forbidden();
        using var authority = LoopbackCertificate.Authority();
        using var middle = LoopbackCertificate.Authority("middle", authority);
        using var certificate = LoopbackCertificate.For(
            "127.0.0.1", middle, null, IssuerAt($"http://127.0.0.2:{forbidden.Port}/issuer.cer"));
        // Offline, or the server itself would go for it.
        await using var site = Serving(SslStreamCertificateContext.Create(certificate, null, offline: true));
        using var fetcher = trustsOwnAuthority ? Trusting(authority) : LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(scheme: "https"), null, Budget, Token);

        Assert.Equal(Reason.Tls, fetched.Failure?.Reason);
        Assert.Equal(0, forbidden.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    public async Task A_handshake_that_fails_is_a_reason(string answer)
    {
        await using var plain = RawSite.Start(async (stream, token) =>
        {
            _ = await stream.ReadAtLeastAsync(new byte[1024], 1, throwOnEndOfStream: false, token);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), token);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(plain.Url(scheme: "https"), null, Budget, Token);

        Assert.Equal(Reason.Tls, fetched.Failure?.Reason);
    }

    [Fact]
    public async Task A_reset_in_the_handshake_is_a_reason()
    {
        await using var site = RawSite.Start(async (stream, token) =>
        {
            _ = await stream.ReadAtLeastAsync(new byte[16], 1, throwOnEndOfStream: false, token);
            RawSite.Reset(stream);
        });
        using var fetcher = LoopbackFetcher.Create();

        using var fetched = await fetcher.FetchAsync(site.Url(scheme: "https"), null, Budget, Token);

        Assert.Equal(Reason.Tls, fetched.Failure?.Reason);
    }

    [Fact]
    public async Task A_handshake_that_never_ends_times_out_with_the_connection()
    {
        await using var site = RawSite.Start((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        using var fetcher = LoopbackFetcher.Create(LoopbackFetcher.Options with { ConnectTimeout = TimeSpan.FromMilliseconds(300) });

        using var fetched = await fetcher.FetchAsync(site.Url(scheme: "https"), null, Budget, Token);

        Assert.Equal(Reason.Timeout, fetched.Failure?.Reason);
        Assert.True(fetched.Elapsed < Budget);
    }

    private static RawSite Serving(SslStreamCertificateContext certificate) => RawSite.Start(async (stream, token) =>
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate }, token);
        await RawSite.ReadHeadAsync(tls, token);
        await tls.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), token);
    });

    private static PageFetcher Trusting(X509Certificate2 authority) =>
        LoopbackFetcher.Create(LoopbackFetcher.Options with { TrustedAuthorities = [authority] });

    /// <summary>RFC 5280, 4.2.2.1: where the issuer's certificate can be fetched.</summary>
    private static X509Extension IssuerAt(string address)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.2");
            writer.WriteCharacterString(UniversalTagNumber.IA5String, address, new Asn1Tag(TagClass.ContextSpecific, 6));
        }

        return new X509Extension("1.3.6.1.5.5.7.1.1", writer.Encode(), critical: false);
    }
}
