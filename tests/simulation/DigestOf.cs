using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Simulation;
using LinkWatch.Storage;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Simulation;

/// <summary>
/// The product's own mail about changes, so that a mail worded otherwise shows in the tests of the referee that reads it.
/// </summary>
internal static class DigestOf
{
    public static string Changes(Site site, IReadOnlyList<StoredChange> changes) =>
        DigestMail.Compose(site, new Digest { Changes = [.. changes.Select(RowOf)] }, changes[^1].StoredAt).Text;

    private static HistoryRow RowOf(
        StoredChange change) => new("link", WebUrl.Parse(change.Source), new LinkTarget(WebUrl.Parse(change.Target)), new LinkChange
        {
            Kind = KebabCase.Parse<ChangeKind>(change.Kind)!.Value,
            Old = change.Old,
            New = change.New,
            Reasons = [Reason.LinkRemoved],
            Evidence = ["* not an item", "Lost (of its charm)"],
            Since = change.Since,
            At = change.At,
            Readings = 4,
            IsAlert = change.IsAlert,
        });
}
