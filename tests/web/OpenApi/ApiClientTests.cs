using System.Reflection;
using LinkWatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinkWatch.Tests.Web.OpenApi;

/// <summary>
/// A client that Kiota makes of web/openapi.json, against the real <c>serve</c>: fails if the document is wrong for generators.
/// </summary>
public sealed class ApiClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_generated_client_lists_pages_adds_links_and_reads_errors()
    {
        using var folder = new TempFolder();
        var sources = await GenerateAsync(Path.Combine(folder.Path, "client"));
        var program = Compile([.. sources, Repository.Read("tests/web/OpenApi/ClientProgram.cs")]);
        using var serve = await ServeProcess.StartAsync(Path.Combine(folder.Path, "data"));

        var said = new List<string>();
        var run = program.GetType("ClientProgram")!.GetMethod("RunAsync")!.CreateDelegate<Func<Uri, Action<string>, Task>>();
        await run(serve.Url, said.Add);

        Assert.Equal(
            [
                "site shop Weekly Daily quiet from 22 badge True",
                "sites shop",
                "link https://blog.example/0 pending Page [red; green|tea]",
                "page of 2",
                "page of 2",
                "page of 1, the last",
                "listed 0 1 2 3 4",
                "changes 0",
                "changes of a link 0",
                "pending 0",
                "muted True",
                "review 0",
                "letters 0",
                "import 1 added, 1 bad: row 3",
                "feed https://jsonfeed.org/version/1.1 0",
                "error 404 NoSuchSite no such site",
                "error 400 InvalidParameter status",
            ],
            said);
    }

    private static async Task<IReadOnlyList<string>> GenerateAsync(string folder)
    {
        var kiota = typeof(ApiClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key == "Kiota").Value!;
        await ToolProcess.RunAsync(
            "dotnet",
            "install the .NET SDK",
            [
                kiota, "generate", "--language", "CSharp", "--openapi", Path.Combine(Repository.Root, "web", "openapi.json"),
                "--class-name", "LinkWatchClient", "--namespace-name", "LinkWatch.Client", "--output", folder,
                "--exclude-backward-compatible", "--log-level", "Error",
            ],
            variables: new Dictionary<string, string>
            {
                ["KIOTA_UPDATE__DISABLED"] = "true",
                ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "true",
            });
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        return [.. files.Order().Select(File.ReadAllText)];
    }

    private static Assembly Compile(IReadOnlyList<string> sources)
    {
        const string Usings =
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
            + "global using System.Threading; global using System.Threading.Tasks;";
        var options = CSharpParseOptions.Default.WithPreprocessorSymbols("NETCOREAPP3_1_OR_GREATER");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Client",
            sources.Prepend(Usings).Select(source => CSharpSyntaxTree.ParseText(source, options, cancellationToken: Cancel)),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes, cancellationToken: Cancel);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(bytes.ToArray());
    }
}
