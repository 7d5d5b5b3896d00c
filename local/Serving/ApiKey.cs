using System.Security.Cryptography;
using System.Text;
using LinkWatch.Local.Settings;
using LinkWatch.Web.SiteKeys;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Local.Serving;

/// <summary>What the API of <c>serve</c> asks of whoever comes from outside: the same header as on Azure.</summary>
/// <param name="secret">The key.</param>
internal sealed class ApiKey(string secret)
{
    /// <summary>In the data folder.</summary>
    public const string FileName = "api.key";

    /// <summary>As the functions host reads it.</summary>
    private const string Header = SiteKeyGate.Header;

    /// <summary>Likewise, for feed readers, which send no header of ours.</summary>
    private const string Parameter = "code";

    private readonly byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Null if nobody can come from outside: there is no public address, and no key was set.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="isOpen">Whether other machines reach the API without a proxy.</param>
    /// <exception cref="UsageException">The file with the key cannot be used.</exception>
    public static ApiKey? Of(LocalSettings settings, bool isOpen)
    {
        if (settings.ApiKey is { } set) return new ApiKey(set);
        if (settings.PublicUrl is null && !isOpen) return null;
        var lines = SecretFile.Open(settings.DataFolder, FileName, NewKey);
        return lines is not [{ Length: > 0 } line, ..]
            ? throw new UsageException($"{Path.Combine(settings.DataFolder, FileName)} is empty: delete it, and a new key is made")
            : new ApiKey(line.Trim());
    }

    public bool IsIn(HttpRequest request) => IsKey(request.Headers[Header].ToString()) || IsKey(request.Query[Parameter].ToString());

    private bool IsKey(string text) =>
        text.Length > 0 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), hash);

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
