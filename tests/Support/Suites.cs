using System.Globalization;
using System.Text.Json;

namespace LinkWatch.Tests.Support;

/// <summary>
/// The conformance suites, read in place and never copied. A test that needs them is skipped if they are absent; CI fails on that.
/// </summary>
public static class Suites
{
    public static string? Folder { get; } = Find();

    /// <summary>The lines of one suite, each a JSON object; skips the test if the suites are absent.</summary>
    public static IEnumerable<JsonElement> Lines(string file)
    {
        var path = PathOf(file);
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length > 0) yield return JsonDocument.Parse(line).RootElement;
        }
    }

    public static string PathOf(string file)
    {
        Assert.SkipWhen(
            Folder is null, "the conformance suites are not here: put them at ../shared/suites or name their folder in LINKWATCH_SUITES");
        return Path.Combine(Folder!, file);
    }

    /// <summary>Prints a score and keeps it beside the tests, so that CI can show all of them at its end.</summary>
    public static void Score(string suite, int right, int of, string? remark = null)
    {
        var percent = (100.0 * right / of).ToString("0.00", CultureInfo.InvariantCulture);
        var line = $"{suite}: {right} of {of} ({percent} %){(remark is null ? "" : " " + remark)}";
        TestContext.Current.SendDiagnosticMessage(line);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "scores"));
        File.WriteAllText(Path.Combine(folder.FullName, suite.Replace(' ', '-').Replace(':', '-') + ".txt"), line + "\n");
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LINKWATCH_SUITES") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        var root = Repository.Root;
        var folder = Path.GetFullPath(Path.Combine(root, "..", "shared", "suites"));
        return Directory.Exists(folder) ? folder : null;
    }
}
