using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Review;

/// <summary>
/// What is to be added to a disavow file, and which of the site's links that covers. First every entry is asked for, then every link of
/// the site is shown: a domain covers links that nobody had in mind.
/// </summary>
public sealed class DisavowPlan
{
    private readonly DisavowFile file;
    private readonly Site site;
    private readonly HashSet<DisavowEntry> asked = [];
    private readonly List<DisavowRefusal> refused = [];
    private readonly Dictionary<DisavowEntry, Covered> added = [];
    private DisavowCover cover = new([]);

    public DisavowPlan(DisavowFile file, Site site) => (this.file, this.site) = (file, site);

    /// <summary>How many of the entries the file, or another of them, covers already.</summary>
    public int AlreadyCovered { get; private set; }

    public IReadOnlyList<DisavowRefusal> Refused => refused;

    /// <summary>In the order in which they were asked for.</summary>
    public IReadOnlyCollection<DisavowEntry> Entries => added.Keys;

    /// <summary>How many live, followed links of the site are covered by what is added.</summary>
    public int Followed => added.Values.Sum(covered => covered.Followed);

    public WebUrl? FirstFollowed { get; private set; }

    /// <summary>
    /// The entry for a page: its registered domain, or its address if it has none, as an IP address or a public suffix, for the whole of
    /// which nobody is to blame.
    /// </summary>
    public static DisavowEntry EntryOf(WebUrl page, bool isUrl, PublicSuffix suffixes) =>
        !isUrl && suffixes.RegistrableDomain(page.Host) is { } domain ? DisavowEntry.OfDomain(domain) : DisavowEntry.OfUrl(page);

    public void Ask(DisavowEntry entry)
    {
        if (!asked.Add(entry)) return;
        if (file.Covered.EntryFor(entry) is not null) AlreadyCovered++;
        else if (IsOwn(entry)) refused.Add(new DisavowRefusal(entry, "it is the site's own"));
        else if (IsFriend(entry)) refused.Add(new DisavowRefusal(entry, "it is one of the site's friends, or has one below it"));
        else if (entry.Text.Length > DisavowFile.MaxUrl)
            refused.Add(new DisavowRefusal(entry, $"an address may have {DisavowFile.MaxUrl} characters"));
        else added.Add(entry, new Covered());
    }

    /// <summary>Asks for what a list of pages and domains has, one a line.</summary>
    /// <param name="list">A domain needs no <c>domain:</c> in it.</param>
    /// <param name="isUrl">Whether a page stands for its address, not for its domain.</param>
    /// <param name="suffixes">Determines the domain.</param>
    /// <returns>The lines that are neither an address nor a domain.</returns>
    public IReadOnlyList<DisavowLine> Ask(DisavowFile list, bool isUrl, PublicSuffix suffixes)
    {
        var invalid = new List<DisavowLine>();
        foreach (var line in list.Lines)
        {
            if (line.Kind is DisavowKind.Blank or DisavowKind.Comment) continue;
            if ((line.Entry ?? DisavowEntry.Read(DisavowEntry.Prefix + line.Text, out _)) is not { } entry) invalid.Add(line);
            else Ask(entry.IsDomain ? entry : EntryOf(WebUrl.Parse(entry.Text), isUrl, suffixes));
        }

        return invalid;
    }

    /// <summary>Ends the asking: what a domain among the entries covers is left out.</summary>
    public void Close()
    {
        var all = new DisavowCover(added.Keys);
        foreach (var entry in added.Keys.Where(entry => all.CoverOf(entry) is not null).ToList())
        {
            added.Remove(entry);
            AlreadyCovered++;
        }

        cover = new DisavowCover(added.Keys);
    }

    public void Show(WebUrl page, DisavowEvidence link)
    {
        if (!page.IsHttp || cover.EntryFor(DisavowEntry.OfUrl(page)) is not { } entry) return;
        var covered = added[entry];
        covered.Links++;
        // The same links give the same file, in whatever order they are shown.
        if (covered.Evidence is not { } evidence || string.CompareOrdinal(link.Source, evidence.Source) < 0) covered.Evidence = link;
        if (link.Status != Status.Live) return;
        covered.Followed++;
        FirstFollowed ??= page;
    }

    public int LinksOf(DisavowEntry entry) => added[entry].Links;

    public int FollowedOf(DisavowEntry entry) => added[entry].Followed;

    public IEnumerable<DisavowAddition> Additions(DateOnly day, DisavowReason reason) =>
        added.Select(entry => DisavowAddition.Of(entry.Key, day, reason, entry.Value.Links, entry.Value.Evidence));

    private bool IsOwn(DisavowEntry entry) => site.Domains.Any(domain =>
        IsBelow(entry.Host, domain) || (entry.IsDomain && IsBelow(domain, entry.Host)));

    private bool IsFriend(DisavowEntry entry) => site.IsFriend(entry.Host)
        || (entry.IsDomain && site.Friends is { } friends && friends.Any(friend => IsBelow(friend, entry.Host)));

    private static bool IsBelow(string host, string domain) => UrlIdentity.IsWithin(host, UrlIdentity.BareHost(domain));

    private sealed class Covered
    {
        public int Links { get; set; }

        public int Followed { get; set; }

        public DisavowEvidence? Evidence { get; set; }
    }
}

/// <summary>An entry that is not added, and why.</summary>
public sealed record DisavowRefusal(DisavowEntry Entry, string Reason);
