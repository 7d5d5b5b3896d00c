using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// Says that a body comes from who knows the secret, and when: HMAC-SHA256 (RFC 2104) over the time, a dot and the body's bytes.
/// The time is signed too, so that a receiver can refuse what somebody recorded and sends again.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "LinkWatch-Signature";

    /// <returns><c>t=</c>Unix seconds<c>,v1=</c>lower-case hex.</returns>
    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hmac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
