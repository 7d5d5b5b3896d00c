using LinkWatch.Spikes;

namespace LinkWatch.Bench;

/// <summary>
/// Generates series of daily counts with known attacks. Each kind models the arrival of links differently, so that a detector that does
/// well on all of them is not fitted to one.
/// </summary>
public sealed class SpikesGenerator(string kind, int seed)
{
    private static readonly DateOnly Start = new(2024, 1, 1);

    private readonly Random random = new(seed);

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "poisson", "negative-binomial", "low", "drifting", "clustered", "starting", "weekend"
    ];

    /// <param name="length">Days.</param>
    /// <param name="isAttacked">Whether attacks are added.</param>
    public SpikesSeries Next(int length, bool isAttacked)
    {
        var start = Start.AddDays(random.Next(365));
        var rates = Rates(start, length);
        var dispersion = kind is "negative-binomial" or "weekend" ? random.Between(0, 0.3) : kind is "drifting" ? 0.05 : 0;
        var counts = rates.Select(rate => kind is "clustered" ? Clustered(rate) : random.NegativeBinomial(rate, dispersion)).ToArray();
        var days = counts.Select((count, day) => new DayCount(start.AddDays(day), count)).ToArray();
        var attacks = isAttacked ? Attack(days, rates) : [];
        if (random.Next(3) == 0) Import(days, attacks);
        return new SpikesSeries(days, attacks);
    }

    private double[] Rates(DateOnly start, int length)
    {
        var level = kind is "low" ? random.Magnitude(0.05, 2) : random.Magnitude(0.5, 80);
        var growth = random.Between(-0.4, 1.1); // of the logarithm per year: a factor of 2/3 to 3
        var week = Week();
        var (holiday, holidayLength) = (random.Next(length), random.Next(2) == 0 ? 0 : random.Next(5, 15));
        var rates = new double[length];
        var drift = 0.0;
        for (var day = 0; day < length; day++)
        {
            if (kind is "drifting")
                drift = (0.985 * drift) + (0.06 * random.Normal()) + (random.Next(150) == 0 ? random.Between(-0.5, 0.5) : 0);
            rates[day] = level * Math.Exp((growth * day / 365) + drift) * week[(int)start.AddDays(day).DayOfWeek];
            if (kind is "starting") rates[day] /= 1 + Math.Exp((90 - day) / 18.0);
            if (day >= holiday && day < holiday + holidayLength) rates[day] *= 0.3;
        }

        return rates;
    }

    private double[] Week()
    {
        var week = Enumerable.Range(0, 7).Select(_ => random.Between(0.85, 1.15)).ToArray();
        var rest = kind is "weekend" ? random.Between(0.08, 0.4) : random.Between(0.3, 1.1);
        week[0] *= rest;
        week[6] *= rest;
        var mean = week.Average();
        return [.. week.Select(factor => factor / mean)];
    }

    /// <summary>Articles, each with one link, or with more if it is copied.</summary>
    private int Clustered(double rate)
    {
        const double Again = 0.35;
        var count = 0;
        for (var articles = random.Poisson(rate * (1 - Again)); articles > 0; articles--)
        {
            count++;
            while (random.NextDouble() < Again) count++;
        }

        return count;
    }

    private List<SpikesAttack> Attack(DayCount[] days, double[] rates)
    {
        var attacks = new List<SpikesAttack>();
        for (var at = random.Next(45, 90); at < days.Length - 16; at += random.Next(35, 100))
        {
            var shape = Shape();
            var strength = random.Magnitude(4, 12);
            var firstDue = -1;
            for (var i = 0; i < shape.Length; i++)
            {
                var rate = rates[at + i];
                var extra = Math.Max((strength - 1) * rate, 10 * strength / 4) * shape[i];
                var count = days[at + i].Count + random.Poisson(extra);
                if (shape[i] >= 1 && firstDue < 0) count = Math.Max(count, Least(rate));
                days[at + i] = days[at + i] with { Count = count };
                if (firstDue < 0 && count >= Least(rate)) firstDue = at + i;
            }

            attacks.Add(new SpikesAttack(days[at].Date, days[at + shape.Length - 1].Date, days[firstDue].Date));
        }

        return attacks;
    }

    private static int Least(double rate) => (int)Math.Ceiling(Math.Max(4 * rate, rate + 10));

    /// <summary>The share of an attack's strength on each of its days; 1 on at least one.</summary>
    private double[] Shape() => random.Next(6) switch
    {
        0 or 1 => [1],
        2 => [.. Enumerable.Repeat(1.0, random.Next(2, 6))],
        3 => Ramp(random.Next(3, 11)),
        4 => [1, 0.6, 0.35, 0.2, 0.1],
        _ => [.. Enumerable.Repeat(1.0, random.Next(8, 15))],
    };

    private static double[] Ramp(int days) => [.. Enumerable.Range(1, days).Select(day => day / (double)days), 1];

    private void Import(DayCount[] days, IReadOnlyList<SpikesAttack> attacks)
    {
        var at = random.Next(days.Length);
        if (attacks.Any(attack => attack.From <= days[at].Date && days[at].Date <= attack.Until)) return;
        days[at] = days[at] with { Count = days[at].Count + random.Next(20, 2000), IsImport = true };
    }
}
