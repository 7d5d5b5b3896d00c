namespace Azure.Data.Tables;

/// <summary>What is asked for; null for all, for pages of the service's size, and for all properties.</summary>
internal sealed record EntityQuery(string Table, string? Filter, int? MostPerPage, IEnumerable<string>? Select);

/// <summary>The rows of a query; each page is a call.</summary>
internal sealed class EntityPages<T>(TableTransport transport, EntityQuery query, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : class, ITableEntity
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        var next = continuationToken;
        do
        {
            var response = await transport.SendAsync(TableRequests.Query(query, pageSizeHint ?? query.MostPerPage, next), CancellationToken).ConfigureAwait(false);
            next = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition)
                ? $"{partition} {(response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) ? row : "")}"
                : null;
            yield return Page<T>.FromValues([.. EntityJson.ReadAll(response.Content).Select(EntityClass.From<T>)], next, response);
        }
        while (next is not null);
    }
}
