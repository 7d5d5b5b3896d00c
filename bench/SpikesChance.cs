namespace LinkWatch.Bench;

/// <summary>Random counts.</summary>
internal static class SpikesChance
{
    public static double Between(this Random random, double low, double high) => low + ((high - low) * random.NextDouble());

    /// <summary>Log-uniform.</summary>
    public static double Magnitude(this Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static int Poisson(this Random random, double mean)
    {
        if (mean > 200) return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * random.Normal())));
        var (count, product, limit) = (0, random.NextDouble(), Math.Exp(-mean));
        for (; product > limit; count++) product *= random.NextDouble();
        return count;
    }

    /// <summary>Variance = mean + dispersion × mean².</summary>
    public static int NegativeBinomial(this Random random, double mean, double dispersion) =>
        dispersion <= 0 ? random.Poisson(mean) : random.Poisson(mean * dispersion * random.Gamma(1 / dispersion));

    /// <summary>By Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000).</summary>
    private static double Gamma(this Random random, double shape)
    {
        if (shape < 1) return random.Gamma(shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        var d = shape - (1.0 / 3);
        while (true)
        {
            var x = random.Normal();
            var v = Math.Pow(1 + (x / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v)))) return d * v;
        }
    }
}
