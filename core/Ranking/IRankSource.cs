namespace LinkWatch.Ranking;

/// <summary>Where a <see cref="RankFile"/> is, read by range: a file, or a blob.</summary>
public interface IRankSource
{
    /// <summary>How long it is, in bytes.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="buffer"/> with what is at <paramref name="offset"/>, which lies within its length.</summary>
    ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);
}
