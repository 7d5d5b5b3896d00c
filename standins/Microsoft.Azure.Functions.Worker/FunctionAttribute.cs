namespace Microsoft.Azure.Functions.Worker;

/// <summary>Stand-in: names a method that the Functions host calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
