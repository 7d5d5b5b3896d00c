using System.Security.Cryptography;
using System.Text;
using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// What somebody presents to be let in to a site: <c>lw_shop_0011223344556677_…</c>. The site and the public id name the row that holds its
/// hash, so that one read by key finds it.
/// </summary>
/// <param name="SiteId">The site that it names.</param>
/// <param name="AccessId">The public id.</param>
/// <param name="Text">All of it.</param>
public sealed record AccessSecret(string SiteId, string AccessId, string Text)
{
    /// <summary>What a key of the API begins with, so that people and secret scanners recognise it.</summary>
    public const string KeyMark = "lw";

    /// <summary>What the secret of a shared address begins with.</summary>
    public const string ShareMark = "lws";

    private const int IdBytes = 8;
    private const int SecretBytes = 32;

    /// <summary>
    /// SHA-256 once: the secret is 256 random bits, which nobody guesses. A slow hash is for passwords, which people choose.
    /// </summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public static AccessSecret New(string siteId, AccessScope scope)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return new AccessSecret(siteId, id, $"{(scope == AccessScope.Pages ? ShareMark : KeyMark)}_{siteId}_{id}_{secret}");
    }

    /// <summary>Null if it can't be one of ours.</summary>
    public static AccessSecret? Parse(string text, string mark) =>
        text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')
            && text.Split('_') is [var first, var site, var id, var secret] && first == mark && SiteFields.IsId(site)
            && IsAccessId(id) && IsHex(secret, SecretBytes)
            ? new AccessSecret(site, id, text)
            : null;

    public static bool IsAccessId(string text) => IsHex(text, IdBytes);

    public bool Opens(AccessRow row) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(row.Hash));

    private static bool IsHex(string text, int bytes) => text.Length == 2 * bytes && text.All(char.IsAsciiHexDigitLower);
}
