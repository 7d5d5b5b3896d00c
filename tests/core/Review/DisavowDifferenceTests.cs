using System.Text;
using LinkWatch.Review;

namespace LinkWatch.Tests.Core.Review;

public sealed class DisavowDifferenceTests
{
    [Fact]
    public void Spelling_order_and_comments_make_no_difference()
    {
        var difference = Between(
            "# old\ndomain:müller.example\nhttps://A.example/x", "https://a.example/x#y\r\n# new\r\n\r\nDomain:XN--MLLER-KVA.example.");

        Assert.Equal((0, 0, 0), (difference.Added.Count, difference.Removed.Count, difference.Redundant.Count));
    }

    [Fact]
    public void A_domain_covers_all_below_it_and_no_neighbour()
    {
        var difference = Between(
            "https://a.example/x\nhttps://blog.a.example/\ndomain:gone.example",
            "domain:a.example\ndomain:blog.a.example\nhttps://ba.example/");

        Assert.Equal(["domain:a.example", "domain:blog.a.example", "https://ba.example/"], Entries(difference.Added));
        Assert.Equal(["https://a.example/x", "https://blog.a.example/", "domain:gone.example"], Entries(difference.Removed));
        Assert.Equal(
            ["domain:a.example", "domain:blog.a.example", null], difference.Removed.Select(change => change.CoveredBy?.Text));
        Assert.Equal(["domain:blog.a.example"], Entries(difference.Redundant));
    }

    [Fact]
    public void A_line_that_a_domain_of_its_own_file_covers_or_that_is_repeated_is_needless()
    {
        var redundant = DisavowDifference.RedundantIn(
            Of("https://a.example/x\ndomain:a.example\ndomain:A.example.\nhttps://b.example/\nhttps://www.a.example/"));

        Assert.Equal([1, 3, 5], redundant.Select(change => change.Line.Number));
        Assert.All(redundant, change => Assert.Equal("domain:a.example", change.CoveredBy?.Text));
    }

    private static IEnumerable<string> Entries(IEnumerable<DisavowChange> changes) => changes.Select(change => change.Line.Entry!.Text);

    private static DisavowDifference Between(string older, string newer) => DisavowDifference.Between(Of(older), Of(newer));

    private static DisavowFile Of(string text) => DisavowFile.Read(Encoding.UTF8.GetBytes(text));
}
