namespace LinkWatch.Storage;

/// <summary>A row as it was read, with the version that a conditional write must name.</summary>
public sealed record Stored<TRow>(TRow Row, string Version);

/// <summary>One portion of a listing, and where to go on; <see cref="Next"/> is null at the end.</summary>
public sealed record Portion<TRow>(IReadOnlyList<Stored<TRow>> Rows, string? Next);
