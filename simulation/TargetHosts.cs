namespace LinkWatch.Simulation;

/// <summary>The owners' own hosts: every page that a link leads to, at fault as any other host is.</summary>
/// <param name="links">All links.</param>
/// <param name="edits">What the owners do to them.</param>
internal sealed class TargetHosts(IReadOnlyList<WorldLink> links, IReadOnlyList<OwnerEdit> edits)
{
    private const int FirstHost = 5000;
    private const int FirstPage = 1_000_000;

    /// <summary>The hosts with their pages, before anything happens to them.</summary>
    public IReadOnlyList<WorldHost> Build()
    {
        var edited = edits.Where(edit => edit.Kind is EditKind.Remove or EditKind.Return).Select(edit => edit.Link).ToHashSet();
        var led = links.Where(link => link.Truth is null && !link.Page.IsRotating && !edited.Contains(link))
            .Select(link => link.Target.Href).ToHashSet(StringComparer.Ordinal);
        var (hosts, pages) = (new List<WorldHost>(), FirstPage);
        foreach (var site in links.GroupBy(link => link.Site))
        {
            var host = new WorldHost(FirstHost + hosts.Count, site.Key.Domains[0]) { SendsValidators = true, HasRobots = true };
            foreach (var target in site.DistinctBy(link => link.Target.Href).OrderBy(link => link.Target.Href, StringComparer.Ordinal))
                host.Pages.Add(new WorldPage(host, pages++, target.Target.Path) { IsAlwaysWatched = led.Contains(target.Target.Href) });
            hosts.Add(host);
        }

        return hosts;
    }

    /// <summary>
    /// A front page cannot be told to be gone from a host that keeps us out, and one that leads to itself is a circle. What takes a page's
    /// place must say so: without a link to look for, any page may be the new one.
    /// </summary>
    public static void KeepObservable(WorldHost host)
    {
        foreach (var page in host.Pages)
        {
            if (page.Url.Path == "/") page.Turn = null;
            if (page.Turn is { Change: TrueChange.PageReplaced } turn) page.Turn = turn with { Variety = turn.Variety / 3 * 3 };
        }
    }

    /// <summary>For the same reason, the one of the maintenance pages that does not say what it is does not stand here.</summary>
    public static void KeepRecognisable(WorldHost host) => host.Faults = new Timeline(
        [.. host.Faults.Spells.Where(spell => spell is not { Fault: Fault.Maintenance, Variety: var variety } || variety % 4 != 3)]);
}
