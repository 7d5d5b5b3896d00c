using LinkWatch.Bench;
using LinkWatch.Links;
using LinkWatch.Tests.Core.Checking;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Fetching;

/// <summary>Broken answers at random (bench answer-fuzz reads 50,000 of them).</summary>
public sealed class AnswerFuzzTests
{
    /// <summary>For a machine that is busy with other tests: what hangs takes far longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public async Task No_broken_answer_crashes_or_hangs_and_none_that_has_the_link_is_lost(int seed)
    {
        const int Answers = 3_000;
        using var fuzz = new AnswerFuzz(Patience);
        for (var index = 0; index < Answers; index++) Assert.Null(await fuzz.TryAsync(seed, index));
        Assert.All(["live with the link", "live with the link, cut", "lost without it", "unknown with the link, cut"], status =>
            Assert.True(fuzz.Statuses.GetValueOrDefault(status) > Answers / 100, $"hardly any is {status}: the answers prove nothing"));
    }

    [Fact]
    public async Task Nor_does_any_at_a_real_socket_after_HttpClient()
    {
        const int Answers = 300;
        var answer = BrokenAnswer.Of(new Random(0));
        await using var site = RawSite.Start(async (stream, token) =>
        {
            var head = await RawSite.ReadHeadAsync(stream, token);
            var isRobots = head.StartsWith("GET /robots.txt", StringComparison.Ordinal);
            await stream.WriteAsync(isRobots ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray() : answer.Bytes, token);
        });
        var live = 0;
        for (var seed = 0; seed < Answers; seed++)
        {
            answer = BrokenAnswer.Of(new Random(seed));

            var verdict = await RealVisit.VerdictAsync(site.Url("/page"), target: AnswerFuzz.Target);

            if (verdict.Status == Status.Live) live++;
            var isFalse = answer is { IsLinked: true, IsLengthTrue: true } && verdict.Status == Status.Lost;
            Assert.False(isFalse, $"seed {seed}: {string.Join("; ", verdict.Evidence)}");
            Assert.False(!answer.IsLinked && verdict.Links.Count > 0, $"seed {seed}: a link was invented");
        }

        Assert.InRange(live, Answers / 4, Answers);
    }
}
