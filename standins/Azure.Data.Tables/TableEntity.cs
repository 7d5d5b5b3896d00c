using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary of its properties, the keys among them.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object?>
{
    internal const string ETagName = "odata.etag";
    private readonly Dictionary<string, object?> properties;

    public TableEntity() => properties = [];

    public TableEntity(string? partitionKey, string? rowKey)
        : this()
    {
        properties[nameof(PartitionKey)] = partitionKey;
        properties[nameof(RowKey)] = rowKey;
    }

    public TableEntity(IDictionary<string, object?>? values) => properties = values is null ? [] : new Dictionary<string, object?>(values);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey))!;
        set => properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey))!;
        set => properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => GetString(ETagName) is { } tag ? new ETag(tag) : default;
        set => properties[ETagName] = value.ToString();
    }

    public ICollection<string> Keys => properties.Keys;

    public int Count => properties.Count;

    ICollection<object?> IDictionary<string, object?>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>Null where there is no such property.</summary>
    /// <exception cref="InvalidOperationException">The property has a value of another type, to which this one does not widen.</exception>
    public object? this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => properties[key] = properties.GetValueOrDefault(key) is { } old && value is not null ? Fitting(old, value) : value;
    }

    /// <exception cref="InvalidOperationException">The property is of another type; so with all that follow.</exception>
    public string? GetString(string key) => (string?)Get(key, typeof(string));

    public byte[]? GetBinary(string key) => properties.GetValueOrDefault(key) is BinaryData data ? data.ToArray() : (byte[]?)Get(key, typeof(byte[]));

    public BinaryData? GetBinaryData(string key) => properties.GetValueOrDefault(key) is byte[] bytes ? BinaryData.FromBytes(bytes) : (BinaryData?)Get(key, typeof(BinaryData));

    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool));

    public double? GetDouble(string key) => (double?)Get(key, typeof(double));

    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid));

    public int? GetInt32(string key) => (int?)Get(key, typeof(int));

    public long? GetInt64(string key) => (long?)Get(key, typeof(long));

    /// <summary>In UTC.</summary>
    public DateTime? GetDateTime(string key) => properties.GetValueOrDefault(key) is DateTimeOffset at ? at.UtcDateTime : (DateTime?)Get(key, typeof(DateTime));

    public DateTimeOffset? GetDateTimeOffset(string key) => properties.GetValueOrDefault(key) is DateTime at ? new DateTimeOffset(at) : (DateTimeOffset?)Get(key, typeof(DateTimeOffset));

    public void Add(string key, object? value)
    {
        if (properties.ContainsKey(key)) throw new ArgumentException($"{key} is there already", nameof(key));
        properties[key] = value;
    }

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => properties.TryGetValue(key, out value);

    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private static object Fitting(object old, object value) => (old, value) switch
    {
        (int, long or double) => value,
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        _ when old.GetType() == value.GetType() => value,
        _ => throw new InvalidOperationException($"a {old.GetType()} is there: no {value.GetType()} can take its place"),
    };

    private object? Get(string key, Type type)
    {
        var value = properties.GetValueOrDefault(key);
        return value is null || type.IsInstanceOfType(value) ? value : throw new InvalidOperationException($"{key} is a {value.GetType()}, and no {type}");
    }
}
