using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>A call of the service, on its own or as a part of a transaction.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the endpoint, escaped, with its query.</param>
/// <param name="Body">JSON; null for none.</param>
/// <param name="IfMatch">What the row must be at; null for no condition.</param>
internal sealed record TableRequest(RequestMethod Method, string Path, byte[]? Body = null, string? IfMatch = null)
{
    /// <summary>Whether 404 is an answer like others.</summary>
    public bool IsMissingAllowed { get; init; }

    public IEnumerable<HttpHeader> Headers
    {
        get
        {
            yield return new HttpHeader("DataServiceVersion", "3.0");
            yield return new HttpHeader("Accept", "application/json; odata=minimalmetadata");
            if (Body is not null) yield return new HttpHeader("Content-Type", "application/json; odata=nometadata");
            if (Method == RequestMethod.Post) yield return new HttpHeader("Prefer", "return-no-content");
            if (IfMatch is not null) yield return new HttpHeader("If-Match", IfMatch);
        }
    }
}

/// <summary>The calls that the client knows.</summary>
internal static class TableRequests
{
    private const string Format = "$format=application%2Fjson%3Bodata%3Dminimalmetadata";

    public static TableRequest Create(string table) =>
        new(RequestMethod.Post, $"Tables?{Format}", [.. "{\"TableName\":\""u8, .. System.Text.Encoding.UTF8.GetBytes(table), .. "\"}"u8]);

    public static TableRequest Drop(string table) => new(RequestMethod.Delete, $"Tables({Key(table)})") { IsMissingAllowed = true };

    public static TableRequest Insert(string table, ITableEntity entity) => new(RequestMethod.Post, $"{table}?{Format}", EntityJson.Write(entity));

    /// <summary>Without <paramref name="ifMatch"/> the row is created where there is none.</summary>
    public static TableRequest Write(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch) => new(
        mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch,
        $"{Row(table, entity.PartitionKey, entity.RowKey)}?{Format}",
        EntityJson.Write(entity),
        ifMatch == default ? null : ifMatch.ToString());

    public static TableRequest Delete(string table, string partitionKey, string rowKey, ETag ifMatch) => new(
        RequestMethod.Delete,
        $"{Row(table, partitionKey, rowKey)}?{Format}",
        IfMatch: (ifMatch == default ? ETag.All : ifMatch).ToString())
    { IsMissingAllowed = true };

    public static TableRequest Get(string table, string partitionKey, string rowKey, IEnumerable<string>? select) =>
        new(RequestMethod.Get, $"{Row(table, partitionKey, rowKey)}?{Format}{Selection(select)}");

    public static TableRequest Query(EntityQuery query, int? most, string? continuation)
    {
        var path = $"{query.Table}()?{Format}{Selection(query.Select)}";
        if (most is { } top) path += FormattableString.Invariant($"&$top={top}");
        if (query.Filter is { Length: > 0 } filter) path += $"&$filter={Uri.EscapeDataString(filter)}";
        if (continuation is null) return new(RequestMethod.Get, path);
        var next = continuation.Split(' ', 2);
        path += $"&NextPartitionKey={Uri.EscapeDataString(next[0])}";
        return new(RequestMethod.Get, next is [_, { Length: > 0 } row] ? $"{path}&NextRowKey={Uri.EscapeDataString(row)}" : path);
    }

    public static TableRequest Of(string table, TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => Insert(table, action.Entity),
        TableTransactionActionType.Delete => Delete(table, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        TableTransactionActionType.UpdateMerge => Write(table, action.Entity, TableUpdateMode.Merge, action.ETag),
        TableTransactionActionType.UpdateReplace => Write(table, action.Entity, TableUpdateMode.Replace, action.ETag),
        TableTransactionActionType.UpsertMerge => Write(table, action.Entity, TableUpdateMode.Merge, default),
        TableTransactionActionType.UpsertReplace => Write(table, action.Entity, TableUpdateMode.Replace, default),
        _ => throw new InvalidOperationException($"a transaction knows no {action.ActionType}"),
    };

    private static string Row(string table, string partitionKey, string rowKey) => $"{table}(PartitionKey={Key(partitionKey)},RowKey={Key(rowKey)})";

    private static string Key(string key) => $"'{Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal))}'";

    private static string Selection(IEnumerable<string>? select) =>
        select is null ? "" : $"&$select={string.Join(',', select.Select(Uri.EscapeDataString))}";
}
