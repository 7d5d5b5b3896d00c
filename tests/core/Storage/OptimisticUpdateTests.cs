using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Storage;

public sealed class OptimisticUpdateTests
{
    [Fact]
    public async Task Between_attempts_it_waits_ever_longer_up_to_a_second_and_at_last_says_what_could_not_be_written()
    {
        var time = FakeTime.Create();
        var backoff = new Backoff(time, () => 0.5);
        var attempts = 0;

        var running = OptimisticUpdate.RunAsync(
            "site shop",
            _ =>
            {
                attempts++;
                return Task.FromResult(Attempt.Overtaken<bool>());
            },
            backoff,
            TestContext.Current.CancellationToken);
        for (var made = 1; made < OptimisticUpdate.MaxAttempts; made++)
        {
            Assert.Equal(made, attempts);
            time.Advance(backoff.PauseAfter(made) - TimeSpan.FromTicks(10_000));
            Assert.Equal(made, attempts);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var given = await Assert.ThrowsAsync<ConcurrencyException>(() => running);
        Assert.Equal("site shop: others changed it during each of 10 attempts to write it; try again", given.Message);
    }

    [Theory]
    [InlineData(1, 5, 10)]
    [InlineData(4, 40, 80)]
    [InlineData(9, 500, 1000)]
    public void The_second_half_of_a_pause_is_random(int attempts, int least, int most)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(least), new Backoff(TimeProvider.System, () => 0).PauseAfter(attempts));
        Assert.Equal(TimeSpan.FromMilliseconds(most), new Backoff(TimeProvider.System, () => 1).PauseAfter(attempts));
    }
}
