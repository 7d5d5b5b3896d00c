using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>A line for each mistake: which link, what was stored, and what the script did to it at that time.</summary>
internal sealed class RefereeFindings(World world)
{
    private const int MaxKept = 50;
    private static readonly TimeSpan Before = TimeSpan.FromDays(3);
    private readonly List<string> all = [];

    public IReadOnlyList<string> All => all;

    public void Add(string what, string detail) => Add($"{what}: {detail}");

    public void Add(string what, Notice notice) =>
        Add($"{what}: {notice.SiteId} {notice.Source}: {notice.Section.TrimEnd(' ', '(')} since {notice.Since}");

    public void Add(string what, WorldLink link, StoredChange? change)
    {
        var stored = change is null ? "nothing stored"
            : $"{change.Kind} {change.New?.Name()} ({string.Join(", ", change.Reasons)}) {Time(change.From)}..{Time(change.At)}"
                + (change.Evidence.Length > 0 ? $": {change.Evidence}" : "");
        var truth = link.Truth is { } turn
            ? $"truly {turn.Change.Name()} {Time(turn.From)}..{(turn.To is { } to ? Time(to) : "")}"
            : "truly intact";
        var (from, until) = change is null ? (world.Start, world.End) : (change.From - Before, change.At);
        var faults = Truth.Spells(link)
            .Concat(world.Ourselves.Spells)
            .Where(spell => spell.Overlaps(from, until))
            .OrderBy(spell => spell.From)
            .Select(spell => $"{spell.Fault.Name()}/{spell.Variety} {Time(spell.From)}..{Time(spell.To)}");
        Add($"{what}: {link.Site.Id} {link.Page.Url.Href}: {stored}; {truth}; {string.Join(", ", faults)}");
    }

    private void Add(string line)
    {
        if (all.Count < MaxKept) all.Add(line);
    }

    /// <summary>Day and hour of the run, counted from 0.</summary>
    private string Time(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"d{(at - world.Start).Days}h{(at - world.Start).Hours:d2}");
}
