using LinkWatch.Links;
using LinkWatch.Storage;
using LinkWatch.Tests.Core.Profile;

namespace LinkWatch.Tests.Core.Storage;

public sealed class LinkEditTests
{
    /// <summary>Of a change: its row and its entry in the history, the incident, the alert and its member.</summary>
    private const int Others = 5;

    [Fact]
    public void The_link_with_the_most_entries_moves_in_one_commit()
    {
        var lost = SomeLinks.Row("blog.example", Status.Lost, SomeLinks.Seen("Shop"), 9);
        lost = lost with
        {
            Link = lost.Link with
            {
                Tags = [.. Enumerable.Range(0, Backlink.MaxTags).Select(number => $"tag {number}")],
                Acquired = Acquired.Paid,
                PaidUntil = new DateOnly(2026, 12, 31),
            },
            Detail = lost.Detail! with { Rel = ["nofollow", "ugc", "sponsored"] },
            Reasons = [.. Enum.GetValues<Reason>().Take(10)],
            Unverifiable = [Reason.Blocked],
            Letter = new LinkLetter(lost.AddedAt, 1),
        };
        var back = lost with
        {
            Status = Status.Nofollow,
            ChangedAt = lost.AddedAt.AddDays(40),
            Detail = lost.Detail with { Rel = ["ugc", "nofollow", "sponsored"], Placement = Placement.Footer },
            Reasons = [.. Enum.GetValues<Reason>().TakeLast(10)],
            Unverifiable = [],
            Letter = lost.Letter! with { WonBackAt = lost.AddedAt.AddDays(40) },
        };

        var commit = LinkEdit.Commit([LinkEdit.Of(new Stored<LinkRow>(lost, "1"), back)]);

        Assert.InRange(commit.Count, 90, RowWrite.MaxPerCommit - Others);
    }
}
