using System.Globalization;
using LinkWatch.Links;
using LinkWatch.Profile;
using LinkWatch.Storage;
using Spectre.Console;
using static LinkWatch.Profile.ProfileNumbers;

namespace LinkWatch.Local.Commands;

/// <summary>A site's profile in 80 columns, each number beside what it was a month ago, and below its rule.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="profile">As it is.</param>
/// <param name="earlier">
/// As it was <see cref="ProfileNumbers.TrendDays"/> days ago, or on the last day before that is known; null if none is.
/// </param>
internal sealed class ProfileView(Terminal terminal, SiteProfile profile, ProfileRow? earlier)
{
    private const int WeeksShown = 8;
    private const int PartsShown = 12;

    public void Show()
    {
        terminal.Text($"{Counted.Of((long)profile.There.Value!, "link")} there, of {Number(profile.Links.Value)} tracked. "
            + ProfileRule.There.Words() + (earlier is null ? "" : $" Earlier numbers are those of {earlier.Day:yyyy-MM-dd}."));
        if (profile.There.Value > 0)
        {
            Figures();
            Parts("referring domain", profile.LargestDomains);
            Parts("status", profile.Follow);
            Parts("anchor", profile.Anchors);
            Parts("place", profile.Placements);
            Parts("country", profile.Countries);
            Parts("language", profile.Languages);
            Parts("acquired", profile.Acquired);
            Parts("age in days", profile.Ages);
        }

        NewAndLost();
        Survival();
        terminal.Text($"The links behind a number: linkwatch profile --site {profile.Site} --rows there,anchor=brand (or status=, "
            + "placement=, country=, language=, acquired=, age=, domain=), or --rows new-in=MONDAY, lost-in=MONDAY.");
    }

    private void Figures()
    {
        var table = Table("", "now", earlier is null ? null : "earlier");
        Add("referring domains", profile.ReferringDomains, earlier?.ReferringDomains);
        Add("effective number of domains", profile.EffectiveDomains, earlier?.EffectiveDomains);
        Add("links per domain", profile.LinksPerDomain, null);
        Add("median of links per domain", profile.MedianLinksPerDomain, null);
        Add("median age in days", profile.MedianAge, earlier?.MedianAge);
        terminal.Write(table);
        terminal.Text($"{ProfileRule.ReferringDomains.Words()} {ProfileRule.EffectiveDomains.Words()} {ProfileRule.LinksPerDomain.Words()} "
            + ProfileRule.Age.Words());
        if (profile.LinksOfOtherDomains > 0)
            terminal.Text($"There are too many domains: those of {Counted.Of(profile.LinksOfOtherDomains, "link")} aren’t counted.");

        void Add(string name, ProfileFigure figure, double? before) =>
            table.AddRow([name, Number(figure.Value), .. earlier is null ? Array.Empty<string>() : [Number(before)]]);
    }

    private void Parts(string of, ProfileShares shares)
    {
        var hasEarlier = earlier is not null && shares.Rule != ProfileRule.LargestDomains;
        var table = Table(of, "domains", "share", "links", "share", hasEarlier ? "domains earlier" : null);
        foreach (var part in shares.Parts.Take(PartsShown))
        {
            table.AddRow(
            [
                Terminal.Escape(part.Value),
                Number(part.Domains),
                Percent(part.Domains, shares.Domains),
                Number(part.Links),
                Percent(part.Links, shares.Links),
                .. hasEarlier ? [Earlier(part)] : Array.Empty<string>(),
            ]);
        }

        terminal.Write(table);
        if (shares.Parts.Count > PartsShown) terminal.Text($"And {shares.Parts.Count - PartsShown} more: --json has them.");
        terminal.Text(shares.Rule.Words());
    }

    private string Earlier(ProfilePart part) =>
        earlier!.Parts.GetValueOrDefault(part.Key) is { } tally
            ? $"{Number(tally.Domains)} ({Percent(tally.Domains, earlier.ReferringDomains)})"
            : "";

    private void NewAndLost()
    {
        var table = Table("week from", "new", "lost");
        foreach (var week in profile.Weeks.TakeLast(WeeksShown))
            table.AddRow(week.Monday.ToString("O", CultureInfo.InvariantCulture), Number(week.New.Value), Number(week.Lost.Value));
        terminal.Write(table);
        terminal.Text(ProfileRule.NewAndLost.Words());
    }

    private void Survival()
    {
        foreach (var group in profile.Survival.Where(group => group.Points is not null || group.By == "all"))
        {
            var name = group.By == "all" ? "How long links last, all" : $"{group.By} {group.Value}";
            var words = group.Points is null
                ? "too few to say"
                : string.Join(", ", group.Points.Select(InWords)) + (group.Median is { } days ? $"; half are lost after {days} days" : "");
            terminal.Text($"{name} ({Counted.Of(group.Links, "link")}, {Number(group.Lost)} lost): {words}.");
        }

        terminal.Text(ProfileRule.Survival.Words());
    }

    private static string InWords(SurvivalPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * point.Share:0.#} % live longer than {point.Days} days {Interval(point)}")
            .TrimEnd();

    private static Table Table(params string?[] columns)
    {
        var table = Terminal.Table([.. columns.OfType<string>()]);
        foreach (var column in table.Columns.Skip(1)) column.RightAligned().NoWrap();
        return table;
    }
}
