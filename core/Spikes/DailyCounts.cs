namespace LinkWatch.Spikes;

/// <summary>What one site had on one day.</summary>
/// <param name="Date">The day, in the site's time zone.</param>
/// <param name="NewDomains">Referring domains seen for the first time.</param>
/// <param name="NewLinks">Links seen for the first time.</param>
/// <param name="Lost">Links told as lost.</param>
/// <param name="Nofollowed">Links told as nofollow.</param>
/// <param name="Imported">The owner imported links: what is new that day did not arrive on it. Losses are not brought by an import, and count.</param>
public sealed record DailyCounts(DateOnly Date, int NewDomains, int NewLinks, int Lost, int Nofollowed, bool Imported = false)
{
    public DayCount Of(SpikeKind kind) => kind switch
    {
        SpikeKind.NewDomains => new DayCount(Date, NewDomains, Imported),
        SpikeKind.NewLinks => new DayCount(Date, NewLinks, Imported),
        SpikeKind.LostLinks => new DayCount(Date, Lost),
        _ => new DayCount(Date, Nofollowed),
    };
}
