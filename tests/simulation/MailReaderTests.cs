using LinkWatch.Links;
using LinkWatch.Simulation;

namespace LinkWatch.Tests.Simulation;

public sealed class MailReaderTests
{
    [Theory]
    [InlineData("state", Status.Lost)]
    [InlineData("state", Status.Nofollow)]
    [InlineData("state", Status.Unindexed)]
    [InlineData("back", Status.Live)]
    [InlineData("back", Status.Nofollow)]
    [InlineData("unverifiable", null)]
    [InlineData("detail", Status.Live)]
    public void What_a_mail_tells_of_each_sort_of_change_is_read_from_its_text(string kind, Status? status)
    {
        var change = new Script().Stored(kind, status, day: 11);

        Assert.Equal([MailReader.Expected(change)], MailReader.Read(Script.Mail("a", change)));
    }

    [Fact]
    public void Every_item_of_every_section_is_read()
    {
        var script = new Script();
        StoredChange[] changes = [script.Stored(
            "state", Status.Lost, day: 11), script.Stored("back", Status.Live, day: 12), script.Stored("state", Status.Lost, day: 13)];

        Assert.Equivalent(changes.Select(MailReader.Expected), MailReader.Read(Script.Mail("a", changes)), strict: true);
    }

    [Fact]
    public void An_item_that_a_mail_only_counts_was_not_told()
    {
        var script = new Script();
        var changes = Enumerable.Range(0, 130).Select(day => script.Stored("state", Status.Lost, day: day)).ToArray();

        Assert.Equal(100, MailReader.Read(Script.Mail("a", changes)).Count);
    }

    [Fact]
    public void An_imports_report_tells_of_no_change() =>
        Assert.Empty(MailReader.Read(new AcceptedMail(
            "shop", "report", Script.Start, "Now watching 1 link from links.csv: 1 nofollow.\n\nNofollow (1)\n* x\n  Since: y\n")));
}
