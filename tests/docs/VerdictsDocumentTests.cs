using LinkWatch.Links;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

public sealed class VerdictsDocumentTests
{
    private static readonly string Document = Repository.Read("docs/verdicts.md");

    [Fact]
    public void Every_status_has_a_row_and_no_other_is_named() =>
        Assert.Equal(Enum.GetValues<Status>().Select(status => status.Name()), RowsUnder("## Status"));

    [Fact]
    public void Every_reason_has_a_row_under_the_status_it_leads_to()
    {
        foreach (var status in Enum.GetValues<Status>().Where(status => status != Status.Live))
        {
            var coded = Reasons.All.Where(reason => Reasons.StatusOf(reason) == status).Select(reason => reason.Name());
            Assert.Equal(coded.Order(), RowsUnder($"### {status.Name()}").Order());
        }
    }

    [Fact]
    public void Every_row_says_what_causes_it()
    {
        foreach (var row in Document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            Assert.NotEqual("", row.Split('|')[2].Trim());
        }
    }

    private static IEnumerable<string> RowsUnder(string heading)
    {
        var lines = Document.Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith('#'));
        return lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);
    }
}
