using System.Reflection;

namespace Azure.Data.Tables;

/// <summary>Rows as classes: a property of the class is a property of the row.</summary>
internal static class EntityClass
{
    public static IEnumerable<KeyValuePair<string, object?>> PropertiesOf(ITableEntity entity) => entity as TableEntity
        ?? Of(entity.GetType()).Where(property => property.Name != nameof(ITableEntity.ETag)).Select(property => KeyValuePair.Create(property.Name, property.GetValue(entity)));

    public static T From<T>(TableEntity row)
        where T : class, ITableEntity
    {
        if (row is T same) return same;
        var entity = Activator.CreateInstance<T>();
        entity.ETag = row.ETag;
        foreach (var property in Of(typeof(T)))
        {
            if (row[property.Name] is not { } value) continue;
            property.SetValue(entity, value is DateTimeOffset at && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(DateTime) ? at.UtcDateTime : value);
        }

        return entity;
    }

    private static IEnumerable<PropertyInfo> Of(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0);
}
