using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Months;
using LinkWatch.Profile;
using LinkWatch.Sites;
using LinkWatch.Spikes;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.Serving;

namespace LinkWatch.Web.Dashboard.Pages;

/// <summary>One thing to say, such as an error.</summary>
public sealed record MessageModel(string Title, string Text);

/// <summary>Signing in.</summary>
/// <param name="Token">The link that was followed; null if none was.</param>
/// <param name="Name">Whom it signs in.</param>
/// <param name="Back">Where to go then.</param>
/// <param name="IsMailed">Whether a link was just sent.</param>
/// <param name="CanMail">Whether links can be mailed at all.</param>
public sealed record SignInModel(string? Token, string? Name, string Back, bool IsMailed, bool CanMail);

/// <summary>A site among all.</summary>
/// <param name="Site">Which.</param>
/// <param name="Coverage">As the last daily audit found it; null before the first.</param>
/// <param name="Counts">Its links.</param>
/// <param name="Days">The last 90 days, in order.</param>
public sealed record SiteCard(Site Site, CoverageRow? Coverage, LinkCounts Counts, IReadOnlyList<DayRow> Days);

/// <param name="Sites">Those that the visitor may see.</param>
/// <param name="Problem">What is wrong with a site that was just entered; null if nothing is.</param>
public sealed record SitesModel(IReadOnlyList<SiteCard> Sites, string? Problem);

/// <summary>A change, and whether an alert that reports it was delivered.</summary>
public sealed record ShownChange(HistoryRow Row, bool IsDelivered);

/// <param name="Filter">Which changes.</param>
/// <param name="Days">The newest first.</param>
/// <param name="Looked">How many changes were looked at for them.</param>
/// <param name="Next">Where the list goes on.</param>
public sealed record ChangesModel(ChangeFilter Filter, IReadOnlyList<ChangeDay> Days, int Looked, string? Next);

/// <summary>Pages of the site's own that links lead to.</summary>
/// <param name="Only">Only those of this status; null for all.</param>
/// <param name="Targets">The worst first.</param>
/// <param name="Next">Where the list goes on.</param>
public sealed record TargetsModel(TargetStatus? Only, IReadOnlyList<TargetRow> Targets, string? Next);

/// <summary>One of them.</summary>
/// <param name="Target">As its owner lists it.</param>
/// <param name="Timeline">Its changes, the newest first.</param>
/// <param name="Older">Where they go on; null if these are all.</param>
public sealed record TargetModel(TargetRow Target, IReadOnlyList<ShownChange> Timeline, string? Older);

/// <summary>One link.</summary>
/// <param name="Link">As its owner lists it.</param>
/// <param name="Tracked">What is believed of it on its page.</param>
/// <param name="Timeline">Its changes, the newest first.</param>
/// <param name="Older">Where they go on; null if these are all.</param>
/// <param name="Letter">A draft to the page's owner; null if there is nothing to ask for.</param>
/// <param name="Check">A check that was just made on demand, or null.</param>
public sealed record LinkModel(
    LinkRow Link, TrackedLink? Tracked, IReadOnlyList<ShownChange> Timeline, string? Older, LetterDraft? Letter,
    CheckedNow? Check)
{
    /// <summary>When the page is next checked; null if it is gone from the store.</summary>
    public DateTimeOffset? NextCheck { get; init; }

    /// <summary>A draft that asks for its removal; null if it is not there.</summary>
    public LetterDraft? Removal { get; init; }

    /// <summary>What was entered and not saved; null if nothing was.</summary>
    public UnsavedLink? Unsaved { get; init; }
}

/// <summary>What an owner entered of a link, and why it was not saved.</summary>
/// <param name="Entry">As it was entered.</param>
/// <param name="Problem">Why.</param>
/// <param name="Meanwhile">What somebody else saved since the form was opened.</param>
public sealed record UnsavedLink(LinkEntry Entry, string Problem, IReadOnlyList<Difference> Meanwhile);

/// <summary>A check on demand: it shows what is there and changes nothing that is believed.</summary>
/// <param name="Verdict">What it found; null if it was refused.</param>
/// <param name="Refusal">Why it was not made.</param>
public sealed record CheckedNow(Verdict? Verdict, string? Refusal);

/// <param name="Incidents">The latest.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Windows">How many links that change together are one.</param>
public sealed record IncidentsModel(IReadOnlyList<IncidentRow> Incidents, int Count, ConfirmOptions Windows);

public sealed record SpikesModel(IReadOnlyList<SpikeNews> Spikes, string? Next);

/// <summary>A site's settings.</summary>
/// <param name="Channels">Those that are configured.</param>
/// <param name="Windows">How sure LinkWatch must be.</param>
/// <param name="Problem">What is wrong with what was just entered; null if nothing is.</param>
/// <param name="Tests">How the channels took a test that was just sent.</param>
/// <param name="Shared">Where other programs find what the site has for them.</param>
public sealed record SettingsModel(
    IReadOnlyList<string> Channels, ConfirmOptions Windows, string? Problem, IReadOnlyList<ChannelTest> Tests, SharedAddresses Shared);

/// <summary>A change of cadence that takes longer than a page may.</summary>
/// <param name="Cadence">The new one.</param>
/// <param name="Moved">How many links were looked at so far.</param>
public sealed record MovingModel(Cadence Cadence, int Moved);

/// <summary>The state of what all sites share.</summary>
/// <param name="Queues">What waits.</param>
/// <param name="Parts">What is stuck.</param>
/// <param name="Sites">All sites.</param>
/// <param name="PlannedTo">How far checks have come; null before the first.</param>
/// <param name="Use">What storage takes; null if the host doesn't know.</param>
public sealed record SystemModel(
    QueueStanding Queues,
    IReadOnlyDictionary<string, PartHealth> Parts,
    IReadOnlyList<CoveredSite> Sites,
    PlannedTo? PlannedTo,
    StorageUse? Use)
{
    public double ChecksADay => Sites.Sum(site => CostEstimate.ChecksADay(site.Site.Cadence, site.Coverage?.Links ?? 0));
}

/// <param name="Site">Which.</param>
/// <param name="Coverage">As the last daily audit found it; null before the first.</param>
public sealed record CoveredSite(Site Site, CoverageRow? Coverage);

/// <param name="Which">Which contracts.</param>
/// <param name="Page">What is shown of them.</param>
public sealed record ContractsModel(WhichContracts Which, ContractPage Page);

/// <param name="Months">As the daily audit counted them, the newest first.</param>
/// <param name="Now">The month that is not over.</param>
/// <param name="Next">Where the list goes on.</param>
public sealed record ReportsModel(IReadOnlyList<MonthRow> Months, Month Now, string? Next);

/// <summary>What a site's links are like.</summary>
/// <param name="Now">Of a large site, as the last daily audit counted it; null before the first.</param>
/// <param name="Earlier">As it was a month ago, or on the last day before that is known; null if none is.</param>
/// <param name="Lives">Like <paramref name="Now"/>.</param>
public sealed record ProfileModel(ProfileRow? Now, ProfileRow? Earlier, LivesRow? Lives);

/// <summary>The links behind a number of the profile.</summary>
public sealed record ProfileRowsModel(ProfileFilter Filter, IReadOnlyList<LinkRow> Links, string? Next);

/// <summary>A list of links.</summary>
/// <param name="Query">Which.</param>
/// <param name="Page">What is shown of it.</param>
/// <param name="Counts">Of all links of the site.</param>
public sealed record LinksModel(LinkListQuery Query, LinkPage Page, LinkCounts Counts)
{
    internal const string LookedName = "looked";

    /// <summary>How many links were looked at so far, with the pages before.</summary>
    public int Looked { get; init; }

    public IReadOnlyList<SavedView> Views { get; init; } = [];

    /// <summary>Null if nothing is to be asked.</summary>
    public BulkQuestion? Question { get; init; }
}

/// <summary>Before something is done with all links of a list, or goes on.</summary>
/// <param name="Text">What to ask.</param>
/// <param name="Action">What is done.</param>
/// <param name="Tag">With what.</param>
/// <param name="From">Where it goes on; null before it begins.</param>
public sealed record BulkQuestion(string Text, string? Action, string? Tag, string? From);

/// <summary>One site.</summary>
/// <param name="Counts">Its links.</param>
/// <param name="Coverage">As the last daily audit found it; null before the first.</param>
/// <param name="Days">The last 90 days, in order.</param>
/// <param name="Latest">Its latest changes.</param>
/// <param name="OpenIncidents">Incidents that are not over.</param>
/// <param name="Unread">Imports whose links are being read for the first time.</param>
/// <param name="PlannedTo">How far checks have come; null before the first.</param>
public sealed record SiteModel(
    LinkCounts Counts,
    CoverageRow? Coverage,
    IReadOnlyList<DayRow> Days,
    IReadOnlyList<ShownChange> Latest,
    IReadOnlyList<IncidentRow> OpenIncidents,
    IReadOnlyList<ImportBatchRow> Unread,
    PlannedTo? PlannedTo)
{
    public required LetterCounts Letters { get; init; }

    /// <summary>The last few links that came back after a letter.</summary>
    public required IReadOnlyList<LinkRow> WonBack { get; init; }
}

/// <summary>Where a site's links come from, or what they say.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Column">What a row is.</param>
/// <param name="Filter">The filter of the list of links that a row leads to.</param>
/// <param name="Meaning">What the rows are, in a sentence.</param>
/// <param name="Summary">A sentence before the table; may be empty.</param>
/// <param name="At">When the daily audit counted it; null if it was counted for this page.</param>
/// <param name="Rows">Those with the most links first.</param>
public sealed record ReferrersModel(
    string Title, string Column, string Filter, string Meaning, string Summary, DateTimeOffset? At, IReadOnlyList<LinksBy> Rows);
