namespace LinkWatch.Ranking;

/// <summary>Takes the domains of a rank list, one by one.</summary>
public interface IRankSink
{
    /// <param name="hash">The domain's <see cref="RankName"/>, hashed.</param>
    /// <param name="position">Its place in the list, from 1.</param>
    void Add(ulong hash, uint position);
}
