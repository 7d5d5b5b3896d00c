using System.Linq.Expressions;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One table. What the service refuses is a <see cref="RequestFailedException"/> with its status and code.</summary>
public class TableClient
{
    private readonly TableTransport transport;

    internal TableClient(string tableName, TableTransport transport) => (Name, this.transport) = (tableName, transport);

#pragma warning disable CS8618 // For mocks, which override what they use.
    protected TableClient()
    {
    }
#pragma warning restore CS8618

    public virtual string Name { get; }

    public virtual Uri Uri => new($"{transport.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    /// <summary>A filter in which what stood in braces is quoted.</summary>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Of(filter);

    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        Response.FromValue(new TableItem(Name), await transport.SendAsync(TableRequests.Create(Name), cancellationToken).ConfigureAwait(false));

    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableErrorCode.TableAlreadyExists)
        {
            return Response.FromValue(new TableItem(Name), e.GetRawResponse()!);
        }
    }

    /// <summary>Deletes the table; one that is not there is no error.</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        transport.SendAsync(TableRequests.Drop(Name), cancellationToken);

    /// <summary>Inserts a row; 409 where it is there.</summary>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => transport.SendAsync(TableRequests.Insert(Name, entity), cancellationToken);

    /// <summary>Inserts or changes a row.</summary>
    public virtual Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => transport.SendAsync(TableRequests.Write(Name, entity, mode, default), cancellationToken);

    /// <summary>Changes a row that is there; 412 where it is not at <paramref name="ifMatch"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is not given.</exception>
    public virtual Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        if (ifMatch == default) throw new ArgumentException("an update names what it changes", nameof(ifMatch));
        return transport.SendAsync(TableRequests.Write(Name, entity, mode, ifMatch), cancellationToken);
    }

    /// <summary>Deletes a row; one that is not there is no error.</summary>
    public virtual Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        transport.SendAsync(TableRequests.Delete(Name, partitionKey, rowKey, ifMatch), cancellationToken);

    /// <summary>Deletes a row; one that is not there is no error.</summary>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    /// <summary>A row; 404 where it is not there.</summary>
    public virtual async Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await transport.SendAsync(TableRequests.Get(Name, partitionKey, rowKey, select), cancellationToken).ConfigureAwait(false);
        return Response.FromValue(EntityClass.From<T>(EntityJson.Read(response.Content)), response);
    }

    /// <summary>A row, or a response without value.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var request = TableRequests.Get(Name, partitionKey, rowKey, select) with { IsMissingAllowed = true };
        var response = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Status == 404 ? new NoEntity<T>(response) : Response.FromValue(EntityClass.From<T>(EntityJson.Read(response.Content)), response);
    }

    /// <summary>Rows by key, in pages of at most 1,000; a page may be empty and not the last.</summary>
    public virtual AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity => new EntityPages<T>(transport, new EntityQuery(Name, filter, maxPerPage, select), cancellationToken);

    /// <summary>Here so that a call which the official client finds ambiguous is so here; LinkWatch writes its filters out.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity => throw new NotSupportedException("the stand-in takes filters as text");

    /// <summary>Writes all or nothing: up to 100 rows of one partition.</summary>
    /// <exception cref="TableTransactionFailedException">Nothing was written.</exception>
    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        transport.SubmitAsync([.. transactionActions.Select(action => TableRequests.Of(Name, action))], cancellationToken);
}
