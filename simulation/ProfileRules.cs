using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>Validates the numbers of a profile.</summary>
internal static class ProfileRules
{
    /// <summary>The problems, in words.</summary>
    public static IEnumerable<string> Broken(FaultProfile profile)
    {
        if (Absent(profile).FirstOrDefault(part => part.IsNull).Name is { } missing)
        {
            yield return $"{missing} is null";
            yield break;
        }

        foreach (var (name, share) in Shares(profile))
        {
            if (share is not (>= 0 and <= 1)) yield return Text($"{name} is {share}, not a share from 0 to 1");
        }

        if (profile.Ourselves.CrashesPerDay is not (>= 0 and <= 1000)) yield return "ourselves.crashesPerDay is not from 0 to 1000";
        if (profile.Ourselves.InterruptionsPerDay is not (>= 0 and <= 1000))
            yield return "ourselves.interruptionsPerDay is not from 0 to 1000";
        if (profile.Owners.PerDay is not (>= 0 and <= 1000)) yield return "owners.perDay is not from 0 to 1000";
        foreach (var (fault, rate) in profile.Faults)
        {
            if (Broken($"faults.{fault.Name()}", rate, FaultTraits.Of(fault)) is { } broken) yield return broken;
        }

        foreach (var (change, rate) in profile.Changes)
        {
            var name = $"changes.{change.Name()}";
            if (rate.PerDay is not (>= 0 and <= 1)) yield return Text($"{name}.perDay is {rate.PerDay}, not from 0 to 1");
            if (rate.BackShare is not (>= 0 and <= 1)) yield return Text($"{name}.backShare is {rate.BackShare}, not a share from 0 to 1");
            if (!IsRange(rate.BackDays)) yield return $"{name}.backDays is not two numbers, the minimum and the maximum";
        }
    }

    /// <summary>The serializer accepts null for every part.</summary>
    private static IEnumerable<(string Name, bool IsNull)> Absent(FaultProfile profile) =>
    [
        ("web", profile.Web is null),
        ("faults", profile.Faults is null),
        ("answers", profile.Answers is null),
        ("ourselves", profile.Ourselves is null),
        ("owners", profile.Owners is null),
        ("changes", profile.Changes is null),
        .. (profile.Faults ?? new Dictionary<Fault, SpellRate>()).Select(fault => ($"faults.{fault.Key.Name()}", fault.Value is null)),
        .. (profile.Changes ?? new Dictionary<TrueChange, ChangeRate>()).Select(change =>
            ($"changes.{change.Key.Name()}", change.Value is null)),
    ];

    private static IEnumerable<(string Name, double Share)> Shares(FaultProfile profile) =>
    [
        ("web.validators", profile.Web.Validators),
        ("web.changingBytes", profile.Web.ChangingBytes),
        ("web.rotating", profile.Web.Rotating),
        ("web.rotatingShows", profile.Web.RotatingShows),
        ("web.canonicals", profile.Web.Canonicals),
        ("web.undeclared", profile.Web.Undeclared),
        ("answers.truncated", profile.Answers.Truncated),
        ("answers.halfCompressed", profile.Answers.HalfCompressed),
        ("ourselves.replayed", profile.Ourselves.Replayed),
        ("owners.removed", profile.Owners.Removed),
        ("ourselves.deliveriesPutOff", profile.Ourselves.DeliveriesPutOff),
    ];

    private static string? Broken(string name, SpellRate rate, FaultTraits traits)
    {
        if (rate.PerDay is not (>= 0 and <= 100)) return Text($"{name}.perDay is {rate.PerDay}, not from 0 to 100");
        if (!IsRange(rate.Hours)) return $"{name}.hours is not two numbers, the minimum and the maximum";
        return rate.Hours[1] < traits.MaxHours ? null
            : Text($"{name}.hours goes up to {rate.Hours[1]}; from {traits.MaxHours} hours on, nothing could tell it from a true change");
    }

    private static bool IsRange(IReadOnlyList<double>? range) => range is [var min, var max] && min >= 0 && min <= max && max <= 10_000;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
