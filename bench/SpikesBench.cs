namespace LinkWatch.Bench;

/// <summary>
/// The spike detector compared with common rules, on generated series with known attacks in half of them.
/// </summary>
public static class SpikesBench
{
    public const int Days = 400;

    public static int Run(int count, int seed)
    {
        var totals = SpikesRules.All.Select(_ => new SpikesScore()).ToArray();
        foreach (var kind in SpikesGenerator.Kinds)
        {
            Console.WriteLine($"{kind}: {count} series of {Days} days with attacks, {count} without");
            var scores = Score(kind, count, seed, totals);
            for (var i = 0; i < scores.Length; i++) Console.WriteLine($"  {SpikesRules.All[i].Name,-33} {scores[i]}");
        }

        Console.WriteLine("all");
        for (var i = 0; i < totals.Length; i++) Console.WriteLine($"  {SpikesRules.All[i].Name,-33} {totals[i]}");
        return totals[0] is { FoundShare: >= 0.95, FalseAYear: <= 0.1 } ? 0 : 1;
    }

    private static SpikesScore[] Score(string kind, int count, int seed, SpikesScore[] totals)
    {
        var scores = totals.Select(_ => new SpikesScore()).ToArray();
        var generator = new SpikesGenerator(kind, seed);
        for (var n = 0; n < 2 * count; n++)
        {
            var series = generator.Next(Days, isAttacked: n < count);
            for (var i = 0; i < scores.Length; i++)
            {
                var flagged = SpikesRules.All[i].Flags(series.Days);
                scores[i].Add(series, flagged);
                totals[i].Add(series, flagged);
            }
        }

        return scores;
    }
}
