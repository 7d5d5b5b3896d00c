using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Support;

/// <summary>
/// Values with nothing left at its default and hardly two alike: what is not written, read or named as before shows.
/// Each value follows from where it stands alone, so that a new property changes nothing else.
/// </summary>
public static class Filled
{
    public static T Of<T>() => (T)Of(typeof(T));

    public static object Of(Type type) => Value(type, type.Name);

    private static object Value(Type type, string path)
    {
        var number = (ushort.Parse(Ids.Hash(path)[..4], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 997) + 2;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Value(underlying, path);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(number % (Enum.GetValues(type).Length - 1) + 1)!;
        if (type.IsGenericType && type.IsInterface) return Collection(type.GetGenericTypeDefinition(), type.GetGenericArguments(), path);
        return type switch
        {
            _ when type == typeof(string) => $"{path[(path.LastIndexOf('.') + 1)..]} {number}",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => number,
            _ when type == typeof(long) => (long)number,
            _ when type == typeof(double) => number + 0.5,
            _ when type == typeof(decimal) => number + 0.25m,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddMinutes(number).AddTicks(1),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 1, 5).AddDays(number),
            _ when type == typeof(TimeOnly) => new TimeOnly(12, number % 60),
            _ when type == typeof(WebUrl) => WebUrl.Parse($"https://host-{number}.example/path?a=1&b=2"),
            _ => Object(type, path),
        };
    }

    private static object Collection(Type definition, Type[] arguments, string path)
    {
        if (definition == typeof(IReadOnlyList<>))
        {
            var items = Array.CreateInstance(arguments[0], 2);
            for (var i = 0; i < items.Length; i++) items.SetValue(Value(arguments[0], $"{path}[{i}]"), i);
            return items;
        }

        Assert.Equal(typeof(IReadOnlyDictionary<,>), definition);
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        dictionary.Add(Value(arguments[0], path + ".key"), Value(arguments[1], path + ".value"));
        return dictionary;
    }

    private static object Object(Type type, string path)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type} has no public constructor");
        var parameters = constructor.GetParameters();
        var made = constructor.Invoke([.. parameters.Select(parameter => Value(parameter.ParameterType, $"{path}.{parameter.Name}"))]);
        var given = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(property =>
            property.CanWrite && !given.Contains(property.Name) && !IsNeverWritten(property)))
        {
            property.SetValue(made, Value(property.PropertyType, $"{path}.{property.Name}"));
        }

        return made;
    }

    private static bool IsNeverWritten(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };
}
