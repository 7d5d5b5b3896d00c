using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LinkWatch.Signing;

namespace LinkWatch.Web.Dashboard.SigningIn;

/// <summary>Text that only we can have written, for one purpose and until a time: <c>content.expires.key.signature</c>.</summary>
public sealed class SignedTokens(SigningKeys keys, TimeProvider time)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Make(string purpose, string content, TimeSpan life)
    {
        var body = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content));
        var expires = (time.GetUtcNow() + life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var (key, signature) = keys.Sign(Signed(purpose, body, expires));
        return $"{body}.{expires}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key))}.{signature}";
    }

    /// <summary>The content; null if it is not ours, was made for something else, or is too old.</summary>
    public string? Read(string purpose, string token)
    {
        if (token.Split('.') is not [var body, var expires, var key, var signature]) return null;
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var end)) return null;
        if (time.GetUtcNow().ToUnixTimeSeconds() >= end) return null;
        return Text(key) is { } id && keys.Verifies(id, signature, Signed(purpose, body, expires)) ? Text(body) : null;
    }

    private static string Signed(string purpose, string body, string expires) => $"{purpose}\n{body}\n{expires}";

    private static string? Text(string base64)
    {
        try
        {
            return Strict.GetString(Base64Url.DecodeFromChars(base64));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
