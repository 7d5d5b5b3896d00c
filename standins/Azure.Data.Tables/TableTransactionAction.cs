namespace Azure.Data.Tables;

/// <summary>One write of a transaction.</summary>
public class TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
{
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    public TableTransactionActionType ActionType { get; } = actionType;

    public ITableEntity Entity { get; } = entity;

    /// <summary>What the row must be at. Left out, a delete takes any, and an update creates the row where there is none.</summary>
    public ETag ETag { get; } = etag;
}

/// <summary>What a write of a transaction does.</summary>
public enum TableTransactionActionType
{
    Add = 0,
    UpdateMerge = 1,
    UpdateReplace = 2,
    Delete = 3,
    UpsertMerge = 4,
    UpsertReplace = 5,
}
