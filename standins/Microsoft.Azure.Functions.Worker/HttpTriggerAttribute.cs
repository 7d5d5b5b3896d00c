namespace Microsoft.Azure.Functions.Worker;

/// <summary>Stand-in: calls a function with each request of these methods to its route.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    public string[]? Methods { get; } = methods;

    /// <summary>Below the route prefix of host.json.</summary>
    public string? Route { get; set; }
}
