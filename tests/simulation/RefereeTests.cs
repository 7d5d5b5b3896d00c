using LinkWatch.Links;
using LinkWatch.Simulation;

namespace LinkWatch.Tests.Simulation;

/// <summary>What was planted is counted, and nothing else.</summary>
public sealed class RefereeTests
{
    [Fact]
    public void A_true_change_that_was_stored_and_told_is_no_fault()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);
        var lost = script.Stored("state", Status.Lost, day: 11);

        var figures = Judge(script, [lost], Script.Mail("a", lost));

        Assert.Equal(new Faults(0, 0, 0, 0), Faults.Of(figures));
        Assert.Equal((1, 1), (figures.TrueChanges, figures.DueChanges));
        Assert.Equal(new LossFigures(1, 1), figures.Losses);
        Assert.Equal(24, figures.DetectionHours.P50);
        Assert.Equal(0.5, figures.MailHours.P50);
        Assert.Equal(10, figures.IntactDays);
    }

    [Fact]
    public void A_loss_of_an_intact_link_is_false()
    {
        var script = new Script();
        var lost = script.Stored("state", Status.Lost, day: 11);

        Assert.Equal(new Faults(1, 0, 0, 0), Faults.Of(Judge(script, [lost], Script.Mail("a", lost))));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(21)]
    public void A_loss_told_before_it_happened_or_after_it_ended_is_false(double day)
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10, to: 20).Fault(Fault.Deaths, from: 10, to: 20);
        var lost = script.Stored("state", Status.Lost, day);

        Assert.Equal(1, Judge(script, [lost], Script.Mail("a", lost)).FalseAlerts);
    }

    [Fact]
    public void A_loss_where_the_link_only_turned_nofollow_is_false_and_the_nofollow_missed()
    {
        var script = new Script().Truly(TrueChange.RelNofollow, from: 10);
        var lost = script.Stored("state", Status.Lost, day: 11);

        Assert.Equal(new Faults(1, 1, 0, 0), Faults.Of(Judge(script, [lost], Script.Mail("a", lost))));
    }

    [Fact]
    public void A_change_from_readings_of_another_day_is_false()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);
        var lost = script.Stored("state", Status.Lost, day: 11) with { StoredAt = Script.Day(13) };

        Assert.Equal(1, Judge(script, [lost], Script.Mail("a", lost)).FalseAlerts);
    }

    [Fact]
    public void Good_news_of_a_link_that_is_still_lost_is_false()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);
        var (lost, back) = (script.Stored("state", Status.Lost, day: 11), script.Stored("back", Status.Live, day: 30, old: Status.Lost));

        Assert.Equal(new Faults(1, 0, 0, 0), Faults.Of(Judge(script, [lost, back], Script.Mail("a", lost), Script.Mail("b", back))));
    }

    [Theory]
    [InlineData("dns-outages", 0)]
    [InlineData("maintenance", 1)]
    [InlineData("not-found-walls", 0)]
    [InlineData("cookie-walls", 0)]
    [InlineData("gates", 0)]
    [InlineData("broken-off", 0)]
    [InlineData("cookie-gates", 1)]
    [InlineData("canonical-outages", 1)]
    public void Unverifiable_is_false_unless_something_kept_the_page_from_being_read(string fault, int falseAlerts)
    {
        var script = new Script().Fault(KebabCase.Parse<Fault>(fault)!.Value, from: 10, to: 12);
        var notice = script.Stored("unverifiable", null, day: 11);

        Assert.Equal(falseAlerts, Judge(script, [notice], Script.Mail("a", notice)).FalseAlerts);
    }

    [Fact]
    public void A_link_that_is_gone_may_be_unverifiable_while_the_canonical_page_is_out()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10).Fault(Fault.CanonicalOutages, from: 10, to: 20);
        var notice = script.Stored("unverifiable", null, day: 14);

        Assert.Equal(0, Judge(script, [notice], Script.Mail("a", notice)).FalseAlerts);
    }

    [Fact]
    public void A_detail_that_nobody_changed_is_false()
    {
        var script = new Script();
        var detail = script.Stored("detail", Status.Live, day: 11);

        Assert.Equal(1, Judge(script, [detail], Script.Mail("a", detail)).FalseAlerts);
    }

    [Fact]
    public void A_true_change_that_nobody_stored_is_missed()
    {
        Assert.Equal(new Faults(0, 1, 0, 0), Faults.Of(Judge(new Script().Truly(TrueChange.LinkRemoved, from: 10), [])));
    }

    [Fact]
    public void A_change_that_lasts_less_than_its_window_and_two_cadences_need_not_be_told()
    {
        // link-removed: 6 hours and 2 days.
        Assert.Equal(0, Judge(new Script().Truly(TrueChange.LinkRemoved, from: 10, to: 12.2), []).DueChanges);
        Assert.Equal(1, Judge(new Script().Truly(TrueChange.LinkRemoved, from: 10, to: 12.3), []).MissedChanges);
        Assert.Equal(0, Judge(new Script().Truly(TrueChange.LinkRemoved, from: 57.8), []).DueChanges);
    }

    [Fact]
    public void Time_in_which_nothing_could_be_seen_does_not_count_as_time_to_tell()
    {
        Assert.Equal(0, Judge(new Script().Truly(TrueChange.LinkRemoved, from: 10).Fault(Fault.Deaths, from: 11, to: 60), []).DueChanges);
        Assert.Equal(
            0, Judge(new Script().Truly(TrueChange.LinkRemoved, from: 10).Fault(Fault.NetworkFailures, from: 11, to: 60), []).DueChanges);
        Assert.Equal(1, Judge(new Script().Truly(TrueChange.LinkRemoved, from: 10).Fault(Fault.Deaths, from: 14, to: 60), []).DueChanges);
    }

    [Fact]
    public void A_link_that_was_absent_for_a_while_just_before_may_take_the_flapping_window()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10, to: 18).Fault(Fault.Absent, from: 5, to: 5.2);

        Assert.Equal(0, Judge(script, []).DueChanges);
    }

    [Fact]
    public void A_way_back_that_nobody_told_is_missed()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10, to: 20);
        var lost = script.Stored("state", Status.Lost, day: 11);
        var back = script.Stored("back", Status.Live, day: 21, old: Status.Lost);

        Assert.Equal(1, Judge(script, [lost], Script.Mail("a", lost)).MissedChanges);
        Assert.Equal(0, Judge(script, [lost, back], Script.Mail("a", lost), Script.Mail("b", back)).MissedChanges);
    }

    [Fact]
    public void A_stored_change_that_is_in_no_mail_is_lost_and_missed()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);

        Assert.Equal(new Faults(0, 1, 1, 0), Faults.Of(Judge(script, [script.Stored("state", Status.Lost, day: 11)])));
    }

    [Fact]
    public void A_change_that_never_left_the_outbox_is_lost()
    {
        var record = new RunRecord { Stored = [], Mails = [], Unmoved = 2 };

        Assert.Equal(2, new Referee(new Script().World, record).Judge().LostAlerts);
    }

    [Fact]
    public void A_true_change_that_was_stored_as_nobodys_news_is_missed()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);

        Assert.Equal(new Faults(0, 1, 0, 0), Faults.Of(Judge(script, [script.Stored("state", Status.Lost, day: 11, isAlert: false)])));
    }

    [Fact]
    public void The_same_change_in_two_mails_is_a_duplicate()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);
        var lost = script.Stored("state", Status.Lost, day: 11);

        Assert.Equal(new Faults(0, 0, 0, 1), Faults.Of(Judge(script, [lost], Script.Mail("a", lost), Script.Mail("b", lost))));
        Assert.Equal(new Faults(0, 0, 0, 1), Faults.Of(Judge(script, [lost], Script.Mail("a", lost), Script.Mail("a", lost))));
    }

    [Fact]
    public void A_mail_that_a_crash_kept_from_being_marked_may_come_once_more_and_no_oftener()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);
        var lost = script.Stored("state", Status.Lost, day: 11);
        var mail = Script.Mail("a", lost);

        var twice = Judge(new RunRecord { Stored = [lost], Mails = [mail, mail], Unmarked = [mail.Key] }, script);
        var thrice = Judge(new RunRecord { Stored = [lost], Mails = [mail, mail, mail], Unmarked = [mail.Key] }, script);

        Assert.Equal((0, 1), (twice.DuplicateAlerts, twice.ExcusedDuplicates));
        Assert.Equal((1, 1), (thrice.DuplicateAlerts, thrice.ExcusedDuplicates));
    }

    [Fact]
    public void The_same_state_told_again_as_another_change_is_a_duplicate_unless_it_was_better_in_between()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);
        var (first, again) = (script.Stored("state", Status.Lost, day: 11), script.Stored("state", Status.Lost, day: 20));
        var back = script.Stored("back", Status.Live, day: 15, old: Status.Lost);

        Assert.Equal(1, Judge(script, [first, again], Script.Mail("a", first), Script.Mail("b", again)).DuplicateAlerts);
        Assert.Equal(0, Judge(
            script, [first, back, again], Script.Mail("a", first), Script.Mail("b", back), Script.Mail("c", again)).DuplicateAlerts);
    }

    [Fact]
    public void A_mail_about_nothing_that_was_stored_is_false()
    {
        var script = new Script().Truly(TrueChange.LinkRemoved, from: 10);
        var lost = script.Stored("state", Status.Lost, day: 11);

        Assert.Equal(1, Judge(script, [lost], Script.Mail("a", lost, lost with { Since = Script.Day(3) })).FalseAlerts);
    }

    [Fact]
    public void Rotating_pages_are_counted_apart_where_they_are_told_as_lost()
    {
        var script = new Script(isRotating: true);
        var (lost, nofollow) = (script.Stored("state", Status.Lost, day: 11), script.Stored("state", Status.Nofollow, day: 20));

        var figures = Judge(script, [lost, nofollow], Script.Mail("a", lost), Script.Mail("b", nofollow));

        Assert.Equal(new RotatingFigures(1, 1, 1), figures.Rotating);
        Assert.Equal((1, 0), (figures.FalseAlerts, figures.TrueChanges));
    }

    [Fact]
    public void Each_finding_says_which_link_and_what_the_script_did_to_it()
    {
        var script = new Script().Fault(Fault.Absent, from: 10.5, to: 10.7);
        var lost = script.Stored("state", Status.Lost, day: 11);

        var finding = Assert.Single(Judge(script, [lost], Script.Mail("a", lost)).Findings);

        Assert.Equal(
            "false: shop https://host0001.example/post/1: state lost () d10h18..d11h00; truly intact; absent/0 d10h12..d10h16", finding);
    }

    private static SimulationFigures Judge(Script script, IReadOnlyList<StoredChange> stored, params AcceptedMail[] mails) =>
        Judge(new RunRecord { Stored = stored, Mails = mails }, script);

    private static SimulationFigures Judge(RunRecord record, Script script) => new Referee(script.World, record).Judge();

    private sealed record Faults(int False, int Missed, int Lost, int Duplicate)
    {
        public static Faults Of(SimulationFigures figures) =>
            new(figures.FalseAlerts, figures.MissedChanges, figures.LostAlerts, figures.DuplicateAlerts);
    }
}
