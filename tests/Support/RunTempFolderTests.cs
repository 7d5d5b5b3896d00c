using System.Diagnostics;

namespace LinkWatch.Tests.Support;

public sealed class RunTempFolderTests
{
    private const string LeaveVariable = "LINKWATCH_TEST_LEAVE";

    [Fact]
    public async Task A_run_whose_tests_leave_something_in_the_temporary_folder_fails_and_takes_it_away()
    {
        using var temp = new TempFolder();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var leaving = $"{typeof(RunTempFolderTests).FullName}.{nameof(Leaves_a_file)}";
        string[] arguments = [typeof(RunTempFolder).Assembly.Location, "-explicit", "only", "-noColor", "-method", leaving];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        foreach (var variable in RunTempFolder.Variables) start.Environment[variable] = temp.Path;
        start.Environment[LeaveVariable] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("tests left in the temporary folder: ", output + await error, StringComparison.Ordinal);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(temp.Path));
    }

    [Fact(Explicit = true)]
    public void Leaves_a_file()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(LeaveVariable) == "1", "this is started by another test");
        File.WriteAllText(Path.Combine(Path.GetTempPath(), "left"), "");
    }
}
