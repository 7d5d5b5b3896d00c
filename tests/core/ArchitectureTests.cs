using System.Reflection;
using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using NetArchTest.Rules;

namespace LinkWatch.Tests.Core;

/// <summary>Which folder of core may use which, and that ARCHITECTURE.md names what is there.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Product = typeof(CheckStep).Assembly;

    /// <summary>The folders of core, each with the folders whose types it uses.</summary>
    private static readonly Dictionary<string, HashSet<string>> Uses = ReadUses();

    /// <summary>The folders that a folder may use at most, if the layout limits them.</summary>
    public static TheoryData<string, string[]> Bounds => new()
    {
        { "Urls", [] },
        { "Links", ["Urls"] },
        { "Robots", ["Links", "Urls"] },
        { "Html", ["Links", "Urls"] },
        { "Confirming", ["Links", "Urls"] },
        { "Spikes", ["Confirming", "Links", "Urls"] },
        { "Fetching", ["Links", "Robots", "Urls"] },
        { "Topics", ["Html", "Links", "Urls"] },
        { "Judging", ["Fetching", "Html", "Links", "Robots", "Topics", "Urls"] },
        { "Contracts", ["Confirming", "Links", "Urls"] },
        { "Months", ["Confirming", "Links", "Storage", "Urls"] },
        { "Storage", ["Confirming", "Contracts", "Judging", "Links", "Spikes", "Topics", "Urls"] },
        { "Profile", ["Confirming", "Links", "Spikes", "Storage", "Topics", "Urls"] },
        { "Ranking", ["Streams", "Urls"] },
        { "Streams", [] },
        { "Worth", ["Confirming", "Links", "Profile", "Ranking", "Storage", "Topics", "Urls"] },
        { "Messages", ["Links", "Storage", "Urls"] },
        { "Review", ["Confirming", "Contracts", "Links", "Profile", "Spikes", "Storage", "Topics", "Urls"] },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void A_folder_uses_no_more_than_the_layout_allows(string folder, string[] allowed) =>
        Assert.Empty(Uses[folder].Except(allowed));

    [Fact]
    public void No_folders_depend_on_each_other_in_a_circle()
    {
        var left = Uses.ToDictionary(folder => folder.Key, folder => folder.Value.ToHashSet());
        while (left.FirstOrDefault(folder => folder.Value.Count == 0).Key is { } free)
        {
            left.Remove(free);
            foreach (var others in left.Values) others.Remove(free);
        }

        Assert.Empty(left.Keys);
    }

    [Theory]
    [InlineData("Urls")]
    [InlineData("Links")]
    [InlineData("Robots")]
    [InlineData("Topics")]
    [InlineData("Judging")]
    [InlineData("Confirming")]
    [InlineData("Spikes")]
    [InlineData("Profile")]
    [InlineData("Contracts")]
    [InlineData("Months")]
    [InlineData("Worth")]
    [InlineData("Review")]
    [InlineData("Ranking")]
    [InlineData("Streams")]
    [InlineData("Discovery.Sources")]
    public void A_pure_folder_does_no_input_or_output_and_logs_nothing(string folder)
    {
        var result = Types.InAssembly(Product).That().ResideInNamespaceMatching(In(folder))
            .ShouldNot().HaveDependencyOnAny(
                "System.Net.Http", "System.Net.Sockets", "Microsoft.Extensions.Logging", "System.Threading.Timer")
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Core_knows_no_cloud_and_no_database()
    {
        var result = Types.InAssembly(Product)
            .ShouldNot().HaveDependencyOnAny("Azure", "Microsoft.Azure", "Microsoft.Data.Sqlite", "Microsoft.AspNetCore", "LinkWatch.Local")
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Every_file_and_folder_that_the_architecture_names_is_there()
    {
        var named = Regex.Matches(Repository.Read("ARCHITECTURE.md"), "`([a-z]+/[A-Za-z/]*(\\.cs)?)`", RegexOptions.NonBacktracking)
            .Select(match => match.Value.Trim('`')).Distinct().ToList();

        Assert.True(named.Count > 40);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    private static Dictionary<string, HashSet<string>> ReadUses()
    {
        var folders = Product.GetTypes().Select(FolderOf).OfType<string>().Distinct().ToList();
        return folders.ToDictionary(folder => folder, folder =>
            folders.Where(other => other != folder && DoesUse(folder, other)).ToHashSet());
    }

    /// <summary>The namespace's first part below the product's; null for the steps and what the compiler makes.</summary>
    private static string? FolderOf(Type type) => type.Namespace?.Split('.') is ["LinkWatch", var folder, ..] ? folder : null;

    /// <summary>Matched whole: by its beginning, and without regard to case, SpikeStep would lie in Spikes.</summary>
    private static string In(string folder) => $@"^LinkWatch\.{folder}(\.|$)";

    private static bool DoesUse(string folder, string other) => !Types.InAssembly(Product).That().ResideInNamespaceMatching(In(folder))
        .ShouldNot().HaveDependencyOn($"LinkWatch.{other}").GetResult().IsSuccessful;
}
