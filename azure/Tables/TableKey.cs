using System.Buffers;

namespace LinkWatch.Azure.Tables;

/// <summary>
/// Which partition and row keys a table can hold:
/// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
/// </summary>
internal static class TableKey
{
    /// <summary>The service's limit, 1 KiB of UTF-16.</summary>
    public const int MaxLength = 512;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        ['/', '\\', '#', '?', .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c)]);

    public static bool IsPossible(string key) => key.Length <= MaxLength && !key.AsSpan().ContainsAny(Forbidden);

    /// <exception cref="ArgumentException">No table can hold this key.</exception>
    public static string Check(string key) => IsPossible(key)
        ? key
        : throw new ArgumentException(
            $"'{key}' cannot be a key: at most {MaxLength} characters, no / \\ # ? or control characters", nameof(key));
}
