namespace LinkWatch.Spikes;

/// <summary>How far the days of a series scatter beyond chance.</summary>
internal static class Dispersion
{
    private const double Usual = 0.2;

    /// <summary>
    /// How much <see cref="Usual"/> weighs, in squares of what was due (low counts say little about their scatter),
    /// and in days (nor do few).
    /// </summary>
    private const double UsualSquares = 50;
    private const double UsualDays = 15;

    private const double Min = 0.03;

    /// <summary>Beyond it four times as many as due would be nothing strange, and no attack could be told.</summary>
    private const double Max = 0.4;

    /// <summary>Makes up for the days left out as too far off.</summary>
    private const double LeftOut = 1.15;

    /// <summary>From how far each day fell from what was then due on it, so that it covers the errors of those forecasts too.</summary>
    public static double Of(IReadOnlyList<Weighted> days)
    {
        var (excess, squares, weights) = (0.0, 0.0, 0.0);
        foreach (var (day, weight) in days)
        {
            weights += weight;
            if (day.Expected is not { } due || due.IsFar(day.Count)) continue;
            var error = day.Count - due.Mean;
            excess += weight * ((LeftOut * error * error) - due.Mean);
            squares += weight * due.Mean * due.Mean;
        }

        var usual = UsualSquares + (UsualDays * squares / Math.Max(1, weights));
        return Math.Clamp((excess + (usual * Usual)) / (squares + usual), Min, Max);
    }
}
