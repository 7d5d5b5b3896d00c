namespace LinkWatch.Review;

/// <summary>
/// What a newer file disavows and an older one does not, and the other way around. Comments and spelling make no difference.
/// </summary>
/// <param name="Added">In the newer file only.</param>
/// <param name="Removed">In the older file only.</param>
/// <param name="Redundant">Lines of the newer file that another of its lines covers, or repeats.</param>
public sealed record DisavowDifference(
    IReadOnlyList<DisavowChange> Added, IReadOnlyList<DisavowChange> Removed, IReadOnlyList<DisavowChange> Redundant)
{
    public static DisavowDifference Between(DisavowFile older, DisavowFile newer) =>
        new(OnlyIn(newer, older), OnlyIn(older, newer), RedundantIn(newer));

    /// <summary>Lines that a <c>domain:</c> line of the same file covers, or that an earlier line says already.</summary>
    public static IReadOnlyList<DisavowChange> RedundantIn(DisavowFile file)
    {
        var seen = new HashSet<DisavowEntry>();
        return [.. file.Entries
            .Select(line => new DisavowChange(line, !seen.Add(line.Entry!) ? line.Entry : file.Covered.CoverOf(line.Entry!)))
            .Where(line => line.CoveredBy is not null)];
    }

    private static List<DisavowChange> OnlyIn(DisavowFile file, DisavowFile other) =>
        [.. file.Entries.DistinctBy(line => line.Entry)
            .Where(line => !other.Covered.Contains(line.Entry!))
            .Select(line => new DisavowChange(line, other.Covered.CoverOf(line.Entry!)))];
}

/// <param name="Line">The line that the other file does not have, or that is needless.</param>
/// <param name="CoveredBy">What disavows it all the same; null if nothing does.</param>
public sealed record DisavowChange(DisavowLine Line, DisavowEntry? CoveredBy);
