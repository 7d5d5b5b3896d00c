using System.Globalization;
using Azure.Data.Tables;
using LinkWatch.Storage;

namespace LinkWatch.Azure.Tables;

/// <summary>
/// A row's JSON in the properties of an entity: as text if it is short, so that any storage explorer shows it; otherwise compressed
/// (Brotli over UTF-8) and split. A property holds 64 KiB, text at two bytes a character; an entity 1 MiB; a transaction's body 4 MiB:
/// https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
/// </summary>
internal static class RowBody
{
    /// <summary>
    /// In characters, each up to six bytes of JSON: a hundred such rows still fit into one transaction.
    /// </summary>
    public const int MaxText = 6 * 1024;

    /// <summary>In bytes; the rest of the entity is for keys and property names.</summary>
    public const int MaxPacked = 15 * MaxPiece;

    /// <summary>
    /// What a transaction adds to a row: the inner request with its headers, and the keys once more in its URL.
    /// </summary>
    private const int Envelope = 1024;

    private const int MaxPiece = 64 * 1024;
    private const string Text = "Body";
    private const string Piece = "Packed";

    /// <exception cref="ArgumentException">The key contains characters that a table does not allow.</exception>
    /// <exception cref="CommitTooLargeException">It is too large even when compressed.</exception>
    public static TableEntity Write(string partition, string key, string body)
    {
        var entity = new TableEntity(TableKey.Check(partition), TableKey.Check(key));
        if (body.Length <= MaxText)
        {
            entity[Text] = body;
            return entity;
        }

        var packed = Packed.Of(body);
        if (packed.Length > MaxPacked)
            throw new CommitTooLargeException(
                $"{key}: a row of {body.Length} characters, compressed to {packed.Length} bytes, at most {MaxPacked}");
        for (var i = 0; i * MaxPiece < packed.Length; i++)
            entity[NameOf(i)] = packed[(i * MaxPiece)..Math.Min((i + 1) * MaxPiece, packed.Length)];
        return entity;
    }

    /// <summary>The most bytes that the row can take in a transaction: six for each character of text, and pieces in Base64.</summary>
    public static int MaxSent(TableEntity entity) => Envelope + entity.Keys.Sum(name => entity[name] switch
    {
        string text => 6 * text.Length,
        byte[] piece => (piece.Length + 2) / 3 * 4,
        _ => 0,
    });

    public static string Read(TableEntity entity)
    {
        if (entity.GetString(Text) is { } text) return text;
        using var packed = new MemoryStream();
        for (var i = 0; entity.GetBinary(NameOf(i)) is { } piece; i++) packed.Write(piece);
        return Packed.Open(packed.ToArray());
    }

    private static string NameOf(int piece) => Piece + piece.ToString("d2", CultureInfo.InvariantCulture);
}
