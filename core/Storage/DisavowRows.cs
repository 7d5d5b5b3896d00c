using System.Text.Json.Serialization;

namespace LinkWatch.Storage;

/// <summary>The disavow file that a site's owner keeps here; its bytes are in <see cref="DisavowPieceRow"/>s.</summary>
public sealed record DisavowRow : SiteRow
{
    /// <summary>
    /// In bytes. As Base64, even of bytes that do not compress, a piece stays below what a row holds (960 KiB packed), and the pieces of
    /// the largest file below what a transaction takes (4 MiB).
    /// </summary>
    public const int PieceSize = 600_000;

    /// <summary>For 2 MB; see <see cref="PieceSize"/>.</summary>
    public const int MaxPieces = 4;

    /// <summary>The file's name, as it was given.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset KeptAt { get; init; }

    public required int Pieces { get; init; }

    /// <summary>SHA-256 of all bytes: pieces that were read while another wrote show.</summary>
    public required string Hash { get; init; }

    [JsonIgnore]
    public override string RowKey => Keys.Disavow;
}

/// <summary>A part of the disavow file.</summary>
/// <param name="Piece">From 0.</param>
/// <param name="Base64">The bytes, whatever they are: the file need not be UTF-8.</param>
public sealed record DisavowPieceRow(int Piece, string Base64) : SiteRow
{
    [JsonIgnore]
    public override string RowKey => Keys.DisavowPiece(Piece);
}
