using System.Diagnostics;

namespace LinkWatch.Bench.Reaching;

/// <summary>
/// <c>bench reach [--list]</c>: the files of <c>core/</c> and <c>functions/</c> of which a method runs between the timer and the mail of a
/// lost link, and those of the enums and interfaces that these name. It runs the end-to-end test on a copy of the built tests in which every
/// method says where it stands; what the API, the sweep and the search for spikes enter does not count.
/// </summary>
internal static class Reach
{
    private const string Test = "*EndToEndTests.A_link_that_is_taken_off_its_page_is_mailed_once";

    public static async Task<int> RunAsync(bool list)
    {
        if (SourceTree.Find() is not { } sources) return Fail("LinkWatch.sln is not above this program");
        var built = Path.Combine(sources.Root, "tests", "bin", "Debug", "net10.0");
        if (!File.Exists(Path.Combine(built, "LinkWatch.Tests.dll"))) return Fail("build the tests first: dotnet build tests");

        // Beside the original: the tests look for the repository above them.
        var copy = Path.Combine(sources.Root, "tests", "bin", "reach");
        try
        {
            Copy(built, copy);
            foreach (var product in (string[])["LinkWatch.Core.dll", "LinkWatch.Functions.dll"])
                MethodMarks.Weave(Path.Combine(copy, product), sources.Root);
            var notes = Path.Combine(copy, "entered.txt");
            if (!await RunTestAsync(copy, notes)) return Fail("the end-to-end test failed");
            Show(sources, await File.ReadAllLinesAsync(notes), list);
            return 0;
        }
        finally
        {
            if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        }
    }

    private static int Fail(string says)
    {
        Console.Error.WriteLine($"bench: {says}");
        return 1;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copied = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            File.Copy(file, copied, overwrite: true);
        }
    }

    private static async Task<bool> RunTestAsync(string folder, string notes)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "LinkWatch.Tests.dll"), "-method", Test])
        {
            Environment = { [EnteredFiles.Setting] = notes },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var test = Process.Start(start)!;
        var said = await test.StandardOutput.ReadToEndAsync();
        await test.WaitForExitAsync();
        if (test.ExitCode != 0) Console.Error.WriteLine(said);
        return test.ExitCode == 0 && File.Exists(notes);
    }

    private static void Show(SourceTree sources, IReadOnlyList<string> entered, bool list)
    {
        var named = sources.EnumsAndInterfacesNamedBy(entered);
        var rooms = entered.Concat(named).GroupBy(SourceTree.RoomOf).OrderBy(room => room.Key, StringComparer.Ordinal).ToList();
        foreach (var room in rooms)
        {
            Console.WriteLine($"{room.Count(),4} {room.Key}");
            if (!list) continue;
            foreach (var file in room.Order(StringComparer.Ordinal)) Console.WriteLine($"       {file}");
        }

        Console.WriteLine($"{rooms.Sum(room => room.Count()),4} in all, {named.Count} of them for an enum or interface only");
    }
}
