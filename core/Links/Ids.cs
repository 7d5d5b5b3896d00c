using System.Security.Cryptography;
using System.Text;
using LinkWatch.Urls;

namespace LinkWatch.Links;

/// <summary>
/// Ids are hashes of what they name, so that the same thing gets the same id wherever it is met.
/// Each is lower-case hex of the first 128 bits of SHA-256.
/// </summary>
public static class Ids
{
    /// <summary>A page to visit. Its first eight digits are its place in its cadence.</summary>
    public static string Page(WebUrl url) => Hash(UrlIdentity.Normalize(url));

    /// <summary>A backlink: one per source page, target and match mode, within a site.</summary>
    public static string Link(string siteId, WebUrl source, LinkTarget target) =>
        Hash($"{siteId}\n{UrlIdentity.Normalize(source)}\n{target.Mode.Name()}\n{UrlIdentity.Normalize(target.Url)}");

    /// <summary>A page of the owner's own, whatever its links' spelling of its address: one within a site.</summary>
    public static string Target(string siteId, WebUrl url) => Hash($"{siteId}\ntarget\n{UrlIdentity.PageName(url)}");

    /// <summary>The partition in which everything about a host lives.</summary>
    public static int Shard(string host, int shards) =>
        (int)(uint.Parse(Hash(host)[..8], System.Globalization.NumberStyles.HexNumber, null) % (uint)shards);

    public static string Hash(string text)
    {
        Span<byte> bytes = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, bytes, out var length) ? Hash(bytes[..length]) : Hash(Encoding.UTF8.GetBytes(text));
    }

    public static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
