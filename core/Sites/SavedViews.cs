using LinkWatch.Storage;

namespace LinkWatch.Sites;

/// <summary>The lists of links that a site's owners gave a name. Edits side by side lose nothing.</summary>
public sealed class SavedViews(ISiteStore sites)
{
    public const int MaxViews = 50;
    public const int MaxName = 60;
    public const int MaxQuery = 1500;

    public async Task<IReadOnlyList<SavedView>> ListAsync(string siteId, CancellationToken cancellationToken) =>
        (await sites.FindViewsAsync(siteId, cancellationToken))?.Row.Views ?? [];

    /// <summary>Keeps a list under a name; a name that is there gets this list.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public Task<string?> SaveAsync(string siteId, SavedView view, CancellationToken cancellationToken) =>
        ProblemOf(view.Name) is { } problem ? Task.FromResult<string?>(problem)
        : view.Query.Length > MaxQuery ? Task.FromResult<string?>("The filters of this list are too long to be saved.")
        : ChangeAsync(
            siteId,
            views =>
            {
                var others = views.Where(other => !IsNamed(other, view.Name)).ToList();
                return others.Count >= MaxViews ? (null, $"A site has {MaxViews} saved views at most.") : ([.. others, view], null);
            },
            cancellationToken);

    /// <inheritdoc cref="SaveAsync"/>
    public Task<string?> RenameAsync(string siteId, string name, string newName, CancellationToken cancellationToken) =>
        ProblemOf(newName) is { } problem ? Task.FromResult<string?>(problem) : ChangeAsync(
            siteId,
            views => !views.Any(view => IsNamed(view, name)) ? (null, $"There is no view “{name}”.")
                : views.Any(view => IsNamed(view, newName) && !IsNamed(view, name)) ? (null, $"There is a view “{newName}” already.")
                : ([.. views.Select(view => IsNamed(view, name) ? view with { Name = newName } : view)], null),
            cancellationToken);

    public Task RemoveAsync(string siteId, string name, CancellationToken cancellationToken) =>
        ChangeAsync(siteId, views => ([.. views.Where(view => !IsNamed(view, name))], null), cancellationToken);

    private static string? ProblemOf(string name) =>
        name.Length is > 0 and <= MaxName && !name.Any(char.IsControl) ? null : $"Write a name of at most {MaxName} characters.";

    private static bool IsNamed(SavedView view, string name) => view.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private Task<string?> ChangeAsync(
        string siteId, Func<IReadOnlyList<SavedView>, (IReadOnlyList<SavedView>? Views, string? Problem)> change,
        CancellationToken cancellationToken) =>
        OptimisticUpdate.RunAsync(
            $"site {siteId}: its saved views",
            async _ =>
            {
                var stored = await sites.FindViewsAsync(siteId, cancellationToken);
                var (views, problem) = change(stored?.Row.Views ?? []);
                if (views is null) return Attempt.Written(problem);
                var row = new SavedViewsRow([.. views.OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase)]);
                var write = stored is null ? RowWrite.Insert(row) : RowWrite.Replace(row, stored.Version);
                return await sites.CommitAsync(siteId, [write], cancellationToken) is null
                    ? Attempt.Overtaken<string?>()
                    : Attempt.Written<string?>(null);
            },
            cancellationToken);
}
