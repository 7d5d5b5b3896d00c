using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>
/// Writes the links of many pages in as few commits as possible. A page that someone else changed in the meantime, or that makes a commit
/// too large, is written again on its own.
/// </summary>
internal sealed class LinkWriter(
    IPageStore pages, ISiteStore sites, LinkRemoval removal, AddContext context, Func<int, CancellationToken, Task> announce)
{
    public async Task WriteAsync(IReadOnlyList<PageDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in await TryWriteAsync(drafts, isRetry: false, cancellationToken))
        {
            await OptimisticUpdate.RunAsync(
                draft.Url.Href,
                async isRetry => (await TryWriteAsync([draft], isRetry, cancellationToken)).Count == 0,
                cancellationToken);
        }
    }

    /// <summary>The pages of which something is not written.</summary>
    private async Task<IReadOnlyList<PageDraft>> TryWriteAsync(
        IReadOnlyList<PageDraft> drafts, bool isRetry, CancellationToken cancellationToken)
    {
        var plans = await PlanAsync(drafts, isRetry, cancellationToken);
        if (plans.Sum(plan => plan.Links.Count(link => link.IsAdded)) is > 0 and var added) await announce(added, cancellationToken);
        var left = new HashSet<PagePlan>(ReferenceEqualityComparer.Instance);
        await WriteLinksAsync(plans, left, cancellationToken);
        foreach (var shard in plans.Where(plan => plan.Page.Count > 0 && !left.Contains(plan)).GroupBy(plan => plan.Draft.Shard))
            await WritePagesAsync(shard.Key, shard, left, cancellationToken);
        await VerifyAsync(plans.Where(plan => !left.Contains(plan)), left, cancellationToken);
        return [.. left.Select(plan => plan.Draft)];
    }

    private async Task<IReadOnlyList<PagePlan>> PlanAsync(
        IReadOnlyList<PageDraft> drafts, bool isRetry, CancellationToken cancellationToken)
    {
        var linkIds = drafts.SelectMany(draft => draft.Links).Select(link => link.LinkId).ToList();
        var rows = (await sites.FindLinksAsync(context.Site.Id, linkIds, cancellationToken)).ToDictionary(row => row.Row.LinkId);
        var found = new Dictionary<string, Stored<PageRow>>(StringComparer.Ordinal);
        foreach (var shard in drafts.GroupBy(draft => draft.Shard))
        {
            foreach (var page in await pages.FindPagesByUrlAsync(shard.Key, [.. shard.Select(draft => draft.Url)], cancellationToken))
                found[page.Row.Key.PageId] = page;
        }

        return [.. drafts.Select(draft => PagePlan.Of(context, draft, rows, found.GetValueOrDefault(draft.PageId), isRetry))];
    }

    /// <summary>
    /// Rows that need not be written together. A hundred links with notes of 32 Ki characters each are more than a store takes at once:
    /// they go in halves.
    /// </summary>
    private async Task WriteLinksAsync(IReadOnlyList<PagePlan> plans, HashSet<PagePlan> left, CancellationToken cancellationToken)
    {
        var writes = plans.SelectMany(plan => plan.Links.Select(link => (Plan: plan, Link: link)));
        var ordered = writes.OrderBy(write => write.Link.Link.LinkId, StringComparer.Ordinal);
        var commits = LinkEdit.Chunk(ordered, write => write.Link.Edit, sites.MaxPerCommit)
            .Select(commit => commit.ToArray()).ToList();
        while (commits.Count > 0)
        {
            var outcomes = await sites.CommitAllAsync(
                context.Site.Id,
                [.. commits.Select(commit => LinkEdit.Commit(commit.Select(write => write.Link.Edit)))],
                cancellationToken);
            foreach (var (commit, outcome) in commits.Zip(outcomes))
            {
                if (outcome == CommitOutcome.Overtaken) left.UnionWith(commit.Select(write => write.Plan));
                if (outcome != CommitOutcome.Written) continue;
                foreach (var write in commit) write.Link.Mark();
            }

            var large = commits.Zip(outcomes).Where(pair => pair.Second == CommitOutcome.TooLarge).Select(pair => pair.First).ToList();
            if (large.FirstOrDefault(commit => commit.Length == 1) is [var one])
                throw new CommitTooLargeException($"{one.Plan.Draft.Url.Href}: the row of one link is more than the storage takes");
            commits = [.. large.SelectMany(commit => commit.Chunk((commit.Length + 1) / 2))];
        }
    }

    /// <summary>
    /// A link that is on its page but has no row was removed while it was being put there. An import writes both again; an edit or a move
    /// takes the link off the page.
    /// </summary>
    private async Task VerifyAsync(IEnumerable<PagePlan> plans, HashSet<PagePlan> left, CancellationToken cancellationToken)
    {
        var put = plans.Where(plan => plan.PutOnPage.Count > 0).ToList();
        var listed = await sites.FindLinkIdsAsync(context.Site.Id, [.. put.SelectMany(plan => plan.PutOnPage)], cancellationToken);
        foreach (var plan in put)
        {
            var gone = plan.PutOnPage.Except(listed).ToList();
            if (gone.Count > 0 && context.MayAdd) left.Add(plan);
            else if (gone.Count > 0) await removal.RemoveOrphansAsync(context.Site.Id, plan.Draft.Url, gone, cancellationToken);
        }
    }

    private async Task WritePagesAsync(int shard, IEnumerable<PagePlan> plans, HashSet<PagePlan> left, CancellationToken cancellationToken)
    {
        // A new page takes three writes, an edited one at most five.
        var commits = plans.OrderBy(plan => plan.Draft.PageId, StringComparer.Ordinal).Chunk(RowWrite.MaxPerCommit / 5).ToList();
        var outcomes = await pages.CommitAllAsync(
            shard, [.. commits.Select(commit => commit.SelectMany(plan => plan.Page).ToList())], cancellationToken);
        foreach (var (commit, outcome) in commits.Zip(outcomes))
        {
            if (outcome == CommitOutcome.TooLarge && commit is [var one])
                throw new CommitTooLargeException($"{one.Draft.Url.Href}: the row of one page is more than the storage takes");
            if (outcome != CommitOutcome.Written) left.UnionWith(commit);
        }
    }
}
