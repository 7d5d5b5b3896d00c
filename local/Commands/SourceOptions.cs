using System.CommandLine;
using LinkWatch.Discovery.Sources;
using LinkWatch.Links;

namespace LinkWatch.Local.Commands;

/// <summary>What <c>discover</c> and <c>reclaim</c> share on the command line.</summary>
internal static class SourceOptions
{
    public static Argument<string[]> Files(string description) => new("FILE")
    {
        Description = description + ", plain or gzip; - reads standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string?> Kind(IEnumerable<SourceKind> kinds) => new("--kind")
    {
        Description = $"What the files are ({Names(kinds)}); by default, each is recognised by its content.",
        HelpName = "KIND",
    };

    /// <exception cref="UsageException">There is no such kind.</exception>
    public static SourceKind? KindOf(string? text, IReadOnlyList<SourceKind> kinds) =>
        text is null ? null
        : KebabCase.Parse<SourceKind>(text) is { } kind && kinds.Contains(kind) ? kind
        : throw new UsageException($"--kind: '{text}' is none of {Names(kinds)}");

    private static string Names(IEnumerable<SourceKind> kinds) => string.Join(", ", kinds.Select(kind => kind.Name()));
}
