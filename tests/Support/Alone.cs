namespace LinkWatch.Tests.Support;

/// <summary>Tests that measure the process, and therefore run when no other does: <c>[Collection(Alone.Name)]</c>.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
