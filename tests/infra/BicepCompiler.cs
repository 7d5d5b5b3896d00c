using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Infra;

/// <summary>The Bicep compiler, from its NuGet package. It checks infra/ against Azure's resource types, with no network access.</summary>
internal static class BicepCompiler
{
    public const string Main = "infra/main.bicep";

    private static readonly Lazy<Task<JsonNode>> Compiled = new(CompileAsync);

    private static readonly string? Path = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "BicepCompiler")?.Value;

    /// <summary>infra/main.bicep as an ARM template, compiled once per test run.</summary>
    public static Task<JsonNode> TemplateAsync()
    {
        SkipIfMissing();
        return Compiled.Value;
    }

    /// <summary>Runs the compiler in the repository's root.</summary>
    public static async Task<(int ExitCode, string Output, string Diagnostics)> RunAsync(params string[] arguments)
    {
        SkipIfMissing();

        // It writes a start-up profile to the temp folder and unpacks a library to the home folder.
        var scratch = Directory.CreateDirectory(System.IO.Path.Combine(AppContext.BaseDirectory, "bicep")).FullName;
        var start = new ProcessStartInfo(Path!, [.. arguments, "--no-restore"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
            Environment = { ["TMPDIR"] = scratch, ["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = scratch },
        };
        using var process = Process.Start(start)!;
        var diagnostics = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, output, await diagnostics);
    }

    private static async Task<JsonNode> CompileAsync()
    {
        var (exitCode, output, diagnostics) = await RunAsync("build", Main, "--stdout");
        Assert.True(exitCode == 0, diagnostics);
        return JsonNode.Parse(output)!;
    }

    private static void SkipIfMissing() =>
        Assert.SkipWhen(Path is null, "the tests restore the Bicep compiler on Linux x64 only");
}
