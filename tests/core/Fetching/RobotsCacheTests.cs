using LinkWatch.Fetching;

namespace LinkWatch.Tests.Core.Fetching;

public sealed class RobotsCacheTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly RobotsCache cache = new();

    [Fact]
    public void A_hundred_thousand_sites_take_a_fixed_room()
    {
        var file = new byte[1_000];
        var max = 0;
        for (var i = 0; i < 100_000; i++)
        {
            Keep($"https://host{i}.example", file, Start.AddSeconds(i));
            max = Math.Max(max, cache.Count);
        }

        Assert.InRange(max, 10_000, 32 * 1024 * 1024 / file.Length);
    }

    [Fact]
    public void The_sites_asked_last_are_kept()
    {
        var file = new byte[500 * 1024];
        Keep("https://often.example", file, Start);
        for (var i = 0; i < 1_000; i++)
        {
            cache.Open("https://often.example", Start.AddSeconds(i));
            Keep($"https://host{i}.example", file, Start.AddSeconds(i));
        }

        Assert.NotNull(cache.Open("https://often.example", Start.AddDays(1)).Latest);
        Assert.NotNull(cache.Open("https://host999.example", Start.AddDays(1)).Latest);
        Assert.Null(cache.Open("https://host0.example", Start.AddDays(1)).Latest);
    }

    [Fact]
    public void A_site_that_was_dropped_while_it_was_asked_is_not_counted()
    {
        var file = new byte[500 * 1024];
        var dropped = cache.Open("https://slow.example", Start);
        for (var i = 0; i < 100; i++) Keep($"https://host{i}.example", file, Start.AddSeconds(i + 1));
        for (var i = 0; i < 1_000; i++) cache.Keep(dropped, Copy(file, Start));

        var before = cache.Count;
        Keep("https://one-more.example", [], Start.AddDays(1));
        Assert.Equal(before + 1, cache.Count);
    }

    private void Keep(string site, byte[] file, DateTimeOffset now) => cache.Keep(cache.Open(site, now), Copy(file, now));

    private static RobotsCopy Copy(byte[] file, DateTimeOffset now) => new(now, now.AddDays(1), file, null);
}
