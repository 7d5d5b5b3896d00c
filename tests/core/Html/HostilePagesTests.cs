using System.Diagnostics;
using LinkWatch.Html;

namespace LinkWatch.Tests.Core.Html;

/// <summary>Markup whose nesting makes parsers' work grow with its square, 20,000 levels of each kind, a link at the end.</summary>
public sealed class HostilePagesTests
{
    private const int Levels = 20_000;

    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(300);

    /// <summary>For a machine that is busy with other tests. What escapes its budget takes 20 seconds and more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["div"] = Times("<div>"),
        ["a"] = Times("<a href=/x>"),
        ["b"] = Times("<b>"),
        ["i and b"] = Times("<i><b>"),
        ["font"] = Times("<font color=red>"),
        ["font, each another"] = string.Concat(Enumerable.Range(0, Levels).Select(i => $"<font color={i}>")),
        ["nobr"] = Times("<nobr>"),
        ["span with attributes"] = Times("<span class=a id=b title=c>"),
        ["custom element"] = Times("<x-y>"),
        ["p"] = Times("<p>"),
        ["h1"] = Times("<h1>"),
        ["h1 and div"] = Times("<h1><div>"),
        ["ul and li"] = Times("<ul><li>"),
        ["li"] = Times("<li>"),
        ["dl and dd"] = Times("<dl><dd>"),
        ["details"] = Times("<details><summary>"),
        ["button"] = Times("<button>"),
        ["p in button"] = Times("<button><p>"),
        ["form"] = Times("<form>"),
        ["form and div"] = Times("<form><div></form>"),
        ["object"] = Times("<object>"),
        ["object with data"] = Times("<object data>"),
        ["object with an address"] = Times("<object data=/x>"),
        ["object in all that is open"] = Times("<div>") + Times("<object data>"),
        ["video"] = Times("<video src=/x>"),
        ["audio"] = Times("<audio src=/x>"),
        ["iframe"] = Times("<iframe src=/x></iframe>"),
        ["embed"] = Times("<embed src=/x>"),
        ["image"] = Times("<img src=/x srcset=/y>"),
        ["marquee"] = Times("<marquee>"),
        ["applet and b"] = Times("<applet><b>"),
        ["ruby"] = Times("<ruby><rt>"),
        ["select and option"] = Times("<select><option>"),
        ["optgroup"] = "<select>" + Times("<optgroup>"),
        ["table"] = Times("<table>"),
        ["table and td"] = Times("<table><td>"),
        ["table and tr"] = Times("<table><tr>"),
        ["td"] = Times("<td>"),
        ["caption"] = Times("<table><caption>"),
        ["colgroup"] = Times("<table><colgroup>"),
        ["b before the table"] = Times("<table><b>"),
        ["a before the table"] = "<table>" + Times("<a>x"),
        ["text before the table"] = "<table>" + Times("x<tr>"),
        ["svg"] = Times("<svg>"),
        ["svg and foreignObject"] = Times("<svg><foreignObject>"),
        ["out of svg"] = Times("<svg><g>") + "<p>",
        ["math"] = Times("<math><mi>"),
        ["template"] = Times("<template>"),
        ["noscript"] = Times("<noscript>"),
        ["noscript in head"] = "<head>" + Times("<noscript><link>"),
        ["frameset"] = Times("<frameset>"),
        ["html"] = Times("<html a=b>"),
        ["body"] = Times("<body a=b>"),
        ["a and p misnested"] = Times("<a><p></a>"),
        ["a and div"] = Times("<a href=/x><div>"),
        ["b and i misnested"] = Times("<b><i></b></i>"),
        ["b and div misnested"] = Times("<b><div></b>"),
        ["b, then p"] = string.Concat(Enumerable.Range(0, Levels).Select(i => $"<b id={i}>")) + Times("<p>x</p>"),
        ["b around all"] = "<b>" + Times("<div>") + Times("</b>"),
        ["b, p and text"] = Times("<b><p>t"),
        ["end tags that close nothing"] = Times("<x>") + Times("</y>"),
        ["end tags of another kind"] = Times("<div>") + Times("</span>"),
        ["end tags of p"] = Times("<x>") + Times("</p>"),
        ["end tags of br"] = Times("</br>"),
        ["text and comments"] = "<b>" + Times("<x>") + Times("t<!---->"),
        ["properly closed"] = Times("<div>") + Times("</div>"),
        ["comments"] = Times("<!--x-->"),
        ["comments that do not end"] = Times("<!--"),
        ["attributes"] = "<a " + string.Concat(Enumerable.Range(0, 5 * Levels).Select(i => $"a{i}=1 ")) + ">x</a>",
        ["entities"] = Times("&amp;&notit;&#x41;&CounterClockwiseContourIntegral;"),
        ["less-than signs"] = Times("<"),
        ["instructions"] = Times("<?x "),
        ["CDATA"] = Times("<svg><![CDATA["),
        ["NUL"] = Times("<table>\0a"),
        ["links to the target"] = Times(Pages.Link),
        ["links to the target, nested"] = Times("<div>" + Pages.Link),
        ["base"] = Times("<base href=//target.example/>"),
        ["refresh"] = Times("<meta http-equiv=refresh content='0;url=//target.example'>"),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ends_in_a_reading_or_a_refusal_within_the_budget(string kind)
    {
        var source = Pages.Source(Kinds[kind] + Pages.Link);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var reading = new AngleSharpReader(TimeProvider.System, Budget).Read(source, TestContext.Current.CancellationToken);
            Assert.Equal(AngleSharpReader.Name, reading.Reader);
        }
        catch (PageUnreadableException e)
        {
            Assert.Matches("within 0.3 seconds|with 128 MB of memory", e.Message);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_second_opinion_is_given_or_declined_without_ending_the_process(string kind)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var reading = new HtmlAgilityPackReader(TimeProvider.System).Read(
                Pages.Source(Kinds[kind] + Pages.Link), TestContext.Current.CancellationToken);
            Assert.Equal(HtmlAgilityPackReader.Name, reading.Reader);
        }
        catch (PageUnreadableException e)
        {
            Assert.NotEmpty(e.Message);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
    }

    public static TheoryData<string> Scripts =>
    [
        "if (x) f0();" + string.Concat(Enumerable.Range(0, 60).Select(i => $"function f{i}() {{ f{i + 1}(); f{i + 1}(); }}")),
        "location;" + Nested("a && ", 3000, "b", ""),
        "location;" + Nested("if (a) { ", 2500, "b", "}"),
        "location = " + Nested("(", 20_000, "'/b'", ")"),
        Nested("setTimeout(function () { ", 2000, "location = '/b'", "})"),
    ];

    /// <summary>Scripts are only read if a link is missing.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void Scripts_are_read_within_the_budget(string script)
    {
        var page = string.Concat(Enumerable.Repeat($"<script>{script}; var at = location;</script>", 80));
        var start = Stopwatch.GetTimestamp();
        try
        {
            var reading = new AngleSharpReader(TimeProvider.System, Budget).Read(Pages.Source(page), TestContext.Current.CancellationToken);
            Assert.Empty(reading.Links);
        }
        catch (PageUnreadableException e)
        {
            // Whichever limit it meets first.
            Assert.Matches("within 0.3 seconds|with [0-9]+ MB of memory", e.Message);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
    }

    [Fact]
    public void A_deep_tree_is_walked_to_its_end()
    {
        var page = new AngleSharpReader(TimeProvider.System, TimeSpan.FromMinutes(1)).Read(
            Pages.Source(Times("<x-y>") + Pages.Link), TestContext.Current.CancellationToken);
        Assert.Equal("anchor", Assert.Single(page.Links).Anchor);
    }

    [Fact]
    public void The_clock_alone_ends_a_page_even_if_no_timer_fires() =>
        Assert.Throws<PageUnreadableException>(() => new AngleSharpReader(new ClockThatRuns()).Read(
            Pages.Source(string.Concat(Enumerable.Repeat("<br>", 1000))), TestContext.Current.CancellationToken));

    private static string Nested(string before, int depth, string inmost, string after) =>
        string.Concat(Enumerable.Repeat(before, depth)) + inmost + string.Concat(Enumerable.Repeat(after, depth));

    private static string Times(string markup) => string.Concat(Enumerable.Repeat(markup, Levels));

    /// <summary>A second passes between two looks; its timers never fire.</summary>
    private sealed class ClockThatRuns : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => now++;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new DeadTimer();

        private sealed class DeadTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
