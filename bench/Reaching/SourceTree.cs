using System.Text.RegularExpressions;

namespace LinkWatch.Bench.Reaching;

/// <summary>The sources of the product.</summary>
internal sealed class SourceTree(string root)
{
    private static readonly Regex Words = new(@"\w+", RegexOptions.NonBacktracking);

    private static readonly Regex Declared = new(
        @"^(public |internal )?(?<kind>enum|interface) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    private static readonly Regex Namespace = new(
        @"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    public string Root { get; } = root;

    /// <summary>The folder above this program that holds the solution; null if there is none.</summary>
    public static SourceTree? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LinkWatch.sln"))) folder = folder.Parent;
        return folder is null ? null : new SourceTree(folder.FullName);
    }

    /// <summary><c>core/Checking</c> for what lies in or below it.</summary>
    public static string RoomOf(string file) => file.Split('/') is [var top, var room, _, ..] ? $"{top}/{room}" : file.Split('/')[0];

    /// <summary>Files of core that declare an enum or interface which one of <paramref name="files"/> names; none of these files.</summary>
    public IReadOnlyList<string> EnumsAndInterfacesNamedBy(IReadOnlyList<string> files)
    {
        var readers = files.Select(Read)
            .Select(text => (Text: text, Words: Words.Matches(text).Select(word => word.Value).ToHashSet(StringComparer.Ordinal))).ToList();
        return [.. CoreFiles().Except(files, StringComparer.Ordinal).Where(file =>
        {
            var text = Read(file);
            var room = NamespaceOf(text);
            var names = Declared.Matches(text).Select(declared => declared.Groups["name"].Value).ToList();
            return readers.Exists(reader => reader.Words.Overlaps(names) && Sees(reader.Text, room));
        })];
    }

    private static bool Sees(string text, string room) =>
        text.Contains($"using {room};", StringComparison.Ordinal) || $"{NamespaceOf(text)}.".StartsWith($"{room}.", StringComparison.Ordinal);

    private static string NamespaceOf(string text) => Namespace.Match(text).Groups["name"].Value;

    private IEnumerable<string> CoreFiles() => Directory.EnumerateFiles(Path.Combine(Root, "core"), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("core/obj/", StringComparison.Ordinal) && !file.StartsWith("core/bin/", StringComparison.Ordinal));

    private string Read(string file) => File.ReadAllText(Path.Combine(Root, file));
}
