using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

/// <summary>Keeps the worst of our own words out of what people read.</summary>
public sealed class OwnerWordsTests
{
    private static readonly Regex Private = new(
        "\\b(is|are|was|were) told\\b|\\btells? (of|that|the)\\b|nothing is to be done|you hear of this once|usually not counted|no more "
            + "mails</button>",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase);

    private static readonly Regex DocumentName = new(@"[A-Za-z]+\.md\b", RegexOptions.NonBacktracking);

    private static readonly Regex Literal = new("\"[^\"\\n]{4,}\"", RegexOptions.NonBacktracking);

    public static TheoryData<string> Documents =>
    [
        .. Files(".", "*.md", SearchOption.TopDirectoryOnly).Concat(Files("docs", "*.md", SearchOption.AllDirectories))
    ];

    public static TheoryData<string> Pages => [.. Files("web", "*.razor", SearchOption.AllDirectories)];

    public static TheoryData<string> Sources =>
    [
        .. new[] { "core", "hosting", "azure", "local", "web", "functions", "simulation" }
            .SelectMany(folder => Files(folder, "*.cs", SearchOption.AllDirectories))
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_is_written_in_usual_words(string path) =>
        Assert.Empty(Private.Matches(Repository.Read(path)).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(Sources))]
    public void So_is_what_the_code_prints(string path) =>
        Assert.DoesNotContain(Literal.Matches(Repository.Read(path)).Select(match => match.Value), text => Private.IsMatch(text));

    /// <summary>An installed program has no docs: it says what matters itself. The hooks of a deployment run in the repository.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    [MemberData(nameof(Pages))]
    public void Nothing_that_is_installed_sends_its_readers_to_a_file_of_the_repository(string path) => Assert.DoesNotContain(
        Repository.Read(path).Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)),
        line => DocumentName.IsMatch(line));

    private static IEnumerable<string> Files(string folder, string pattern, SearchOption depth) =>
        Directory.GetFiles(Path.Combine(Repository.Root, folder), pattern, depth)
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Where(path => !path.Contains("/.", StringComparison.Ordinal));
}
