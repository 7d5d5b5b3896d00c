using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Packaging;

/// <summary>What a release is made of.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly string[] Rids = ["linux-arm64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64"];

    private static readonly string Workflow = Repository.Read(".github/workflows/release.yml");

    private readonly TempFolder temp = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_release_is_built_for_every_platform() =>
        Assert.Equal(Rids, Names(Workflow, @"\{ rid: (?<name>[a-z0-9-]+), runner: [a-z0-9.-]+ \}").Order(StringComparer.Ordinal));

    [Fact]
    public void What_the_workflow_and_the_scripts_use_is_there()
    {
        var scripts = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "packaging"), "*.sh").Select(File.ReadAllText));
        var used = Names(
            Workflow + scripts, @"(?<name>packaging/[a-z]+\.[a-z]+|global\.json|local/[A-Za-z.]+\.csproj|LICENSE|PublishProfile=[a-z-]+)");

        Assert.True(used.Count > 8);
        Assert.All(used, name => Assert.True(File.Exists(Path.Combine(Repository.Root, Profile(name))), name));
    }

    [Fact]
    public void Actions_are_pinned_alike_in_all_workflows()
    {
        var folder = Path.Combine(Repository.Root, ".github/workflows");
        var actions = Directory.GetFiles(folder).SelectMany(file => Names(File.ReadAllText(file), "uses: (?<name>.+)")).Distinct().ToList();

        Assert.All(actions, action => Assert.Matches("@v[0-9]+$", action));
        Assert.Equal(actions.Count, actions.Select(action => action.Split('@')[0]).Distinct().Count());
    }

    [Fact]
    public async Task The_smoke_test_passes_with_this_build()
    {
        var (code, output, error) = await Shell.RunAsync("sh", "packaging/smoke.sh", Shell.LinkWatch);

        Assert.Equal((0, ""), (code, error));
        Assert.EndsWith("it works\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifests_are_filled_from_the_checksums_of_the_release()
    {
        var sums = Rids.ToDictionary(rid => rid, rid => new string("0123456789"[Array.IndexOf(Rids, rid)], 64));
        await File.WriteAllLinesAsync(
            In("SHA256SUMS"),
            sums.Select(sum => $"{sum.Value}  linkwatch-1.2.3-{sum.Key}.{(IsWindows(sum.Key) ? "zip" : "tar.gz")}"),
            Cancel);

        Assert.Equal((0, "", ""), await FillAsync());

        var files = Directory.GetFiles(In("out"), "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        Assert.Equal(5, files.Count);
        Assert.All(files.Values, text => Assert.DoesNotMatch("@[A-Z0-9_]+@", text));
        Assert.All(files.Values, text => Assert.Contains("1.2.3", text, StringComparison.Ordinal));
        using var scoop = JsonDocument.Parse(files["linkwatch.json"]);
        Assert.Equal(
            sums["win-arm64"], scoop.RootElement.GetProperty("architecture").GetProperty("arm64").GetProperty("hash").GetString());
        foreach (var rid in Rids.Where(rid => !IsWindows(rid)))
            Assert.Contains($"1.2.3-{rid}.tar.gz\"\n      sha256 \"{sums[rid]}\"", files["linkwatch.rb"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_lacks_a_platform_gets_no_manifests()
    {
        await File.WriteAllTextAsync(In("SHA256SUMS"), "00  linkwatch-1.2.3-linux-x64.tar.gz\n", Cancel);

        var (code, _, error) = await FillAsync();

        Assert.Equal(1, code);
        Assert.Contains("has no checksum of linkwatch-1.2.3-linux-arm64", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("out")));
    }

    [Fact]
    public async Task Systemd_accepts_the_unit()
    {
        var unit = Repository.Read("packaging/linkwatch.service")
            .Replace("/usr/local/bin/linkwatch", "/bin/true", StringComparison.Ordinal);
        await File.WriteAllTextAsync(In("linkwatch.service"), unit, Cancel);

        Assert.Equal((0, "", ""), await Shell.RunAsync("systemd-analyze", "verify", "--man=no", In("linkwatch.service")));
    }

    [Fact]
    public void The_images_run_the_command_without_rights()
    {
        var docker = Repository.Read("packaging/Dockerfile");
        var family = Names(Repository.Read("local/LinkWatch.Local.csproj"), "<ContainerFamily>(?<name>.+)</ContainerFamily>").Single();

        Assert.Contains($"aspnet:10.0-{family}\n", docker, StringComparison.Ordinal);
        Assert.Contains("\nUSER 1654\nVOLUME /data\n", docker, StringComparison.Ordinal);
        Assert.Contains("CMD [\"/app/linkwatch\", \"health\"]", docker, StringComparison.Ordinal);
    }

    [Fact]
    public void The_template_has_the_version_of_the_build()
    {
        var version = Names(Repository.Read("Directory.Build.props"), "<Version>(?<name>.+)</Version>").Single();

        Assert.Contains($"\n  template: linkwatch@{version}\n", Repository.Read("azure.yaml"), StringComparison.Ordinal);
    }

    private static bool IsWindows(string rid) => rid.StartsWith("win", StringComparison.Ordinal);

    private static string Profile(string name) => name.StartsWith("PublishProfile=", StringComparison.Ordinal)
        ? $"local/Properties/PublishProfiles/{name["PublishProfile=".Length..]}.pubxml"
        : name;

    private static IReadOnlyList<string> Names(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)
            .Select(match => match.Groups["name"].Value)];

    private Task<(int Code, string Output, string Error)> FillAsync() =>
        Shell.RunAsync("sh", "packaging/manifests.sh", "1.2.3", "owner/linkwatch", In("SHA256SUMS"), In("out"));

    private string In(string name) => Path.Combine(temp.Path, name);
}
