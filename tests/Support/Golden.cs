using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LinkWatch.Tests.Support;

/// <summary>
/// Texts that others rely on, pinned in files beside the tests. With <see cref="Lever"/> set to 1 the files are written
/// instead of compared; look at the difference before committing it.
/// </summary>
public static class Golden
{
    public const string Lever = "LINKWATCH_OVERWRITE_GOLDEN";

    public static bool IsOverwriting => Environment.GetEnvironmentVariable(Lever) == "1";

    /// <summary>Compares <paramref name="actual"/> with <c>golden/</c><paramref name="name"/> beside the calling test.</summary>
    public static void Holds(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = PathOf(name, test);
        var text = actual.EndsWith('\n') ? actual : actual + "\n";
        if (IsOverwriting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run the tests once with {Lever}=1, then look at it");
        Assert.Equal(File.ReadAllText(path), text);
    }

    /// <summary>As <see cref="Holds"/>, for JSON: indented, so that a difference is a line.</summary>
    public static void HoldsJson(string name, string actual, [CallerFilePath] string test = "")
    {
        using var parsed = JsonDocument.Parse(actual);
        Holds(name, JsonSerializer.Serialize(parsed, Indented), test);
    }

    public static string Read(string name, [CallerFilePath] string test = "") => File.ReadAllText(PathOf(name, test));

    private static JsonSerializerOptions Indented { get; } = new(LinkWatch.Links.Json.Options) { WriteIndented = true };

    private static string PathOf(string name, string test) =>
        Path.Combine(Repository.Root, "tests", Path.GetRelativePath(TestsFolder(), Path.GetDirectoryName(test)!), "golden", name);

    // Paths of the build machine: only what lies below the tests' folder is used.
    private static string TestsFolder([CallerFilePath] string self = "") => Path.GetDirectoryName(Path.GetDirectoryName(self))!;
}
