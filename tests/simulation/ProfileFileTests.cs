using LinkWatch.Simulation;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Simulation;

public sealed class ProfileFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void The_built_in_profiles_can_be_read() =>
        Assert.All(ProfileFile.BuiltIn, name => Assert.NotEmpty(ProfileFile.Read(name).Changes));

    [Fact]
    public async Task A_file_is_read_and_what_it_leaves_out_never_happens()
    {
        await File.WriteAllTextAsync(path, """{ "answers": { "truncated": 0.5 } }""", TestContext.Current.CancellationToken);

        var profile = ProfileFile.Read(path);

        Assert.Equal(0.5, profile.Answers.Truncated);
        Assert.Equal((0, 0, 0), (profile.Faults.Count, profile.Changes.Count, profile.Ourselves.CrashesPerDay));
    }

    [Theory]
    [InlineData("", "not a profile at $")]
    [InlineData("null", "not a profile")]
    [InlineData("[]", "not a profile at $")]
    [InlineData("{", "not a profile at $")]
    [InlineData("""{ "webs": {} }""", "unknown field 'webs'")]
    [InlineData("""{ "web": null }""", "web is null")]
    [InlineData("""{ "faults": null }""", "faults is null")]
    [InlineData("""{ "web": { "rotating": "often" } }""", "not a profile at $.web.rotating, line 1")]
    [InlineData("""{ "web": { "rotating": 1.5 } }""", "web.rotating is 1.5, not a share from 0 to 1")]
    [InlineData("""{ "faults": { "earthquakes": { "perDay": 1, "hours": [1, 2] } } }""", "not a profile at $.faults")]
    [InlineData("""{ "faults": { "timeouts": null } }""", "faults.timeouts is null")]
    [InlineData("""{ "faults": { "timeouts": { "perDay": 1 } } }""", "not a profile at $.faults.timeouts")]
    [InlineData("""{ "faults": { "timeouts": { "perDay": 1, "hours": [2, 1] } } }""", "faults.timeouts.hours is not two numbers")]
    [InlineData("""{ "faults": { "timeouts": { "perDay": -1, "hours": [1, 2] } } }""", "faults.timeouts.perDay is -1")]
    [InlineData(
        """{ "faults": { "absent": { "perDay": 1, "hours": [1, 6] } } }""",
        "faults.absent.hours goes up to 6; from 6 hours on, nothing could tell it from a true change")]
    [InlineData("""{ "changes": { "link-removed": { "perDay": 2 } } }""", "changes.link-removed.perDay is 2")]
    [InlineData("""{ "changes": { "link-removed": { "perDay": 0.1, "backDays": [1] } } }""", "changes.link-removed.backDays")]
    [InlineData("""{ "ourselves": { "crashesPerDay": -1 } }""", "ourselves.crashesPerDay")]
    public async Task What_is_wrong_with_a_file_is_one_line(string text, string expected)
    {
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

        var (code, output, error) = await TypedCommand.RunAsync(
            "simulate", "--days", "1", "--links", "1", "--seed", "1", "--profile", path);

        Assert.Equal((2, ""), (code, output));
        var line = Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith($"linkwatch: --profile {path}: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("LinkWatch.Local", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_neither_built_in_nor_a_file_is_told_so()
    {
        var refusal = Assert.Throws<ProfileException>(() => ProfileFile.Read("mild"));

        Assert.Equal("--profile mild: neither a built-in profile (harsh, calm) nor a readable file", refusal.Message);
    }
}
