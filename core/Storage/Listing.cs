using System.Runtime.CompilerServices;

namespace LinkWatch.Storage;

/// <summary>Reads a listing to its end, a portion at a time.</summary>
public static class Listing
{
    /// <param name="list">Reads the portion behind a key, the first one behind null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<TRow> AllAsync<TRow>(
        Func<string?, CancellationToken, Task<Portion<TRow>>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? after = null, next = ""; next is not null; after = next)
        {
            var portion = await list(after, cancellationToken);
            foreach (var row in portion.Rows) yield return row.Row;
            next = portion.Next;
        }
    }
}
