using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard;

/// <summary>A column of the list of links; the page itself is always its first.</summary>
/// <param name="Name">In addresses and saved views.</param>
/// <param name="Title">Above it.</param>
/// <param name="IsForOwners">Whether it is between the owner and the pages' owners: readers of a shared address don't see it.</param>
public sealed record LinkColumn(string Name, string Title, bool IsForOwners = false)
{
    internal const string Parameter = "columns";

    public const string Status = "status";
    public const string Worth = "worth";
    public const string Anchor = "anchor";
    public const string Target = "target";
    public const string Since = "since";
    public const string Tags = "tags";
    public const string Rel = "rel";
    public const string Placement = "placement";
    public const string PageTitle = "title";
    public const string Acquired = "acquired";
    public const string Cost = "cost";
    public const string PaidUntil = "paid-until";
    public const string Contact = "contact";
    public const string Expected = "expected";
    public const string Added = "added";

    public static IReadOnlyList<LinkColumn> All { get; } =
    [
        new(Status, "Status"), new(Worth, "Worth"), new(Anchor, "Anchor"), new(Target, "Links to"), new(Since, "Status since"),
        new(Tags, "Tags"), new(Rel, "rel"), new(Placement, "Place"), new(PageTitle, "Page title"), new(Acquired, "Acquired"),
        new(Cost, "Cost", IsForOwners: true), new(PaidUntil, "Paid until", IsForOwners: true), new(Contact, "Contact", IsForOwners: true),
        new(Expected, "Expected"), new(Added, "Added"),
    ];

    /// <summary>What is shown unless somebody chooses.</summary>
    public static IReadOnlyList<LinkColumn> Default { get; } = [.. All.Take(6)];

    /// <summary>Those that an address names, in our order; the default if it names none.</summary>
    internal static IReadOnlyList<LinkColumn> Of(HttpRequest request)
    {
        var names = request.Query[Parameter].OfType<string>().SelectMany(text => text.Split(',')).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<LinkColumn> chosen = [.. All.Where(column => names.Contains(column.Name))];
        return chosen.Count == 0 ? Default : chosen;
    }
}
