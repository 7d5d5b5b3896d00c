using LinkWatch.Bench;

namespace LinkWatch.Tests.Core.Html;

/// <summary>Broken, garbled and cut pages, visited as a check visits them (bench verdict-fuzz does it 200,000 times).</summary>
public sealed class VerdictFuzzTests
{
    /// <summary>For a machine that is busy with other tests: what hangs takes far longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public async Task No_broken_page_crashes_a_reader_or_is_lost_without_being_whole(int seed)
    {
        const int Pages = 1_500;
        using var fuzz = new VerdictFuzz(SamplePages.All, Patience);
        for (var index = 0; index < Pages; index++) Assert.Null(await fuzz.TryAsync(seed, index));
        Assert.All(["live", "live, cut", "lost", "unknown, cut"], status =>
            Assert.True(fuzz.Statuses.GetValueOrDefault(status) > Pages / 100, $"hardly any page is {status}: the pages prove nothing"));
    }
}
