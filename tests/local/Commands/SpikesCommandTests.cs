using System.Globalization;
using System.Text.Json;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Commands;

public sealed class SpikesCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("linkwatch-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Quiet => Enumerable.Range(0, 60).Select(day => Row(day, 10 + (day % 3)));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_flagged_day_is_a_line_of_json_with_its_count_what_was_due_and_why()
    {
        var ended = await LinkWatchProcess.RunAsync("spikes", await FileAsync([.. Quiet, Row(60, 55)]), "--json");

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        using var day = JsonDocument.Parse(Assert.Single(ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(["date", "count", "expected", "reason"], day.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("2026-03-06", day.RootElement.GetProperty("date").GetString());
        Assert.Equal(55, day.RootElement.GetProperty("count").GetInt32());
        Assert.InRange(day.RootElement.GetProperty("expected").GetDouble(), 10, 12);
        Assert.StartsWith(
            "55 on a Friday; a normal one has 11: 4.9 times as many",
            day.RootElement.GetProperty("reason").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_a_table_and_a_sum()
    {
        var (code, output, error) = await TypedCommand.RunAsync("spikes", await FileAsync([.. Quiet.Reverse(), Row(60, 55)]));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("│ 2026-03-06 │ 55    │", output, StringComparison.Ordinal);
        Assert.Contains(
            "1 of 47 days flagged, from 2026-01-05 to 2026-03-06; the first 14 were only used\n  for learning.\n", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_flag_all_is_well()
    {
        Assert.Equal((0, "", ""), await TypedCommand.RunAsync("spikes", await FileAsync(Quiet), "--json"));
        var (code, output, _) = await TypedCommand.RunAsync("spikes", await FileAsync(Quiet));
        Assert.Equal(
            (0, "0 of 46 days flagged, from 2026-01-05 to 2026-03-05; the first 14 were only used\n  for learning."),
            (code, output.Trim()));
    }

    [Fact]
    public async Task Too_short_a_series_is_said_to_be_so()
    {
        const string TooFew = "too few days to judge: there are 9, and the first 14 are only used for learning";

        var (code, output, error) = await TypedCommand.RunAsync("spikes", await FileAsync(Quiet.Take(9)));
        Assert.Equal((0, TooFew, ""), (code, output.Trim(), error));

        Assert.Equal((0, "", $"linkwatch: {TooFew}\n"), await TypedCommand.RunAsync("spikes", await FileAsync(Quiet.Take(9)), "--json"));
    }

    [Theory]
    [InlineData("2026-01-05,many", "row 1: “many” is not a count")]
    [InlineData("first of May,3", "row 1: “first of May” is not a date")]
    [InlineData("", "the file is empty")]
    public async Task A_bad_file_gets_one_line_that_names_it(string text, string problem)
    {
        var file = await FileAsync([text]);

        var (code, output, error) = await TypedCommand.RunAsync("spikes", file, "--json");

        Assert.Equal((2, ""), (code, output));
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"linkwatch: {file}: {problem}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_program_reports_a_file_that_is_missing_or_a_folder_or_not_named()
    {
        Assert.Contains(
            "there is no file",
            (await LinkWatchProcess.RunAsync("spikes", Path.Combine(folder, "none.csv"))).IsRefusal(),
            StringComparison.Ordinal);
        Assert.Contains("is a folder", (await LinkWatchProcess.RunAsync("spikes", folder)).IsRefusal(), StringComparison.Ordinal);
        (await LinkWatchProcess.RunAsync("spikes")).IsRefusal();
    }

    private static string Row(int day, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateOnly(2026, 1, 5).AddDays(day):yyyy-MM-dd},{count}");

    private async Task<string> FileAsync(IEnumerable<string> rows)
    {
        var file = Path.Combine(folder, "counts.csv");
        await File.WriteAllLinesAsync(file, rows, Cancel);
        return file;
    }
}
