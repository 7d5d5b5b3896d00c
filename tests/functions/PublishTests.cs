using System.Diagnostics;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Functions;

/// <summary>What a publish of the functions holds.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task A_publish_with_a_stand_in_in_it_fails_and_names_it()
    {
        var folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;
        try
        {
            // As `dotnet msbuild -t:Publish` has it: nothing says that this is a publish, so the stand-ins are what was built.
            var (code, output) = await MsBuildAsync("-t:Publish", "-p:NoBuild=true", $"-p:PublishDir={folder}/");

            Assert.NotEqual(0, code);
            Assert.Contains("Stand-ins would be published in place of official packages", output, StringComparison.Ordinal);
            foreach (var name in new[] { "Azure.Data.Tables", "Azure.Storage.Queues", "Microsoft.Azure.Functions.Worker", "SendGrid" }) Assert.Contains(name, output, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_publish_takes_the_official_packages_without_being_told()
    {
        var (code, output) = await MsBuildAsync("-p:_IsPublishing=true", "-getProperty:AzureSdk", "-getProperty:MSBuildProjectExtensionsPath", "-getItem:PackageReference", "-getItem:ProjectReference");

        Assert.True(code == 0, output);
        Assert.Contains("\"AzureSdk\": \"official\"", output, StringComparison.Ordinal);
        Assert.Contains("obj/official/", output.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Contains("Microsoft.Azure.Functions.Worker.Sdk", output, StringComparison.Ordinal);
        Assert.DoesNotContain("standins", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_finds_host_json_beside_the_assembly()
    {
        Assert.Equal(Repository.Read("host.json"), await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "host.json"), TestContext.Current.CancellationToken));
    }

    private static async Task<(int Code, string Output)> MsBuildAsync(params string[] arguments)
    {
        var project = Path.Combine(Repository.Root, "functions", "LinkWatch.Functions.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", "-nodeReuse:false", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
