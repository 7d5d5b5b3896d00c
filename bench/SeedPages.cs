using System.Text.Json;

namespace LinkWatch.Bench;

/// <summary>
/// The pages that a fuzzing run breaks: the built-in ones, those of the conformance suite if it is available, and saved ones.
/// </summary>
internal static class SeedPages
{
    private const int Longest = 1_000_000;

    /// <param name="folder">The folder with saved pages, or null.</param>
    public static IReadOnlyList<string> Find(
        string? folder) => [.. SamplePages.All, .. SuitePages(), .. folder is null ? [] : FolderPages(folder)];

    private static IEnumerable<string> SuitePages()
    {
        var folder = Environment.GetEnvironmentVariable("LINKWATCH_SUITES") ?? Path.Combine("..", "shared", "suites");
        var path = Path.Combine(folder, "links.jsonl");
        return File.Exists(path) ? File.ReadLines(path)
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("html").GetString()!) : [];
    }

    private static IEnumerable<string> FolderPages(string folder) =>
        Directory.EnumerateFiles(folder, "*.htm*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path) is { Exists: true, Length: > 0 and < Longest }).Select(File.ReadAllText);
}
