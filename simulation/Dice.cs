namespace LinkWatch.Simulation;

/// <summary>
/// Seeded random numbers (SplitMix64, https://prng.di.unimi.it/splitmix64.c). Every part of the world has separate dice, named by numbers,
/// so one part's numbers never depend on how often another rolls: the same seed gives the same world, however the run goes.
/// </summary>
internal struct Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    public Dice(long seed, params ReadOnlySpan<int> name)
    {
        state = (ulong)seed;
        foreach (var part in name) state = Next() ^ ((ulong)(uint)part * Golden);
    }

    /// <summary>In [0, 1).</summary>
    public double Roll() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Roll() < share;

    /// <summary>In [0, <paramref name="sides"/>).</summary>
    public int Below(int sides) => (int)(Roll() * sides);

    public double Between(double min, double max) => min + Roll() * (max - min);

    /// <summary>The time to the next event of a Poisson process with <paramref name="perDay"/> events a day.</summary>
    public TimeSpan Wait(double perDay) => TimeSpan.FromDays(Math.Min(-Math.Log(1 - Roll()) / perDay, 100_000));

    private ulong Next()
    {
        state += Golden;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
