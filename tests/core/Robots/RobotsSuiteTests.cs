using LinkWatch.Robots;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Robots;

public sealed class RobotsSuiteTests
{
    [Fact]
    public void Every_expectation_of_Googles_parser_is_met()
    {
        var wrong = new List<string>();
        var all = 0;
        foreach (var line in Suites.Lines("robots.jsonl"))
        {
            all++;
            var rules = RobotsRules.Parse(line.GetProperty("robotsBase64").GetBytesFromBase64());
            var verdict = rules.Evaluate(line.GetProperty("agent").GetString()!, line.GetProperty("url").GetString()!);
            if (verdict.IsAllowed != line.GetProperty("allowed").GetBoolean()) wrong.Add(line.GetProperty("id").GetString()!);
        }

        Suites.Score("robots", all - wrong.Count, all);
        Assert.Empty(wrong);
        Assert.Equal(400, all);
    }

    /// <summary>
    /// Pages reach the judge as parsed URLs, which are always escaped: three expectations are about addresses that are not.
    /// </summary>
    [Fact]
    public void A_parsed_page_is_judged_as_its_address_as_written_is()
    {
        string[] unescaped = ["correctness/non-ascii-paths#1.1", "correctness/non-ascii-paths#2.1", "correctness/non-ascii-paths#3.0"];
        var differing = new List<string>();
        foreach (var line in Suites.Lines("robots.jsonl"))
        {
            if (!LinkWatch.Urls.WebUrl.TryParse(line.GetProperty("url").GetString(), out var page)) continue;
            var rules = RobotsRules.Parse(line.GetProperty("robotsBase64").GetBytesFromBase64());
            var verdict = rules.Evaluate(line.GetProperty("agent").GetString()!, page);
            if (verdict.IsAllowed != line.GetProperty("allowed").GetBoolean()) differing.Add(line.GetProperty("id").GetString()!);
        }

        Assert.Equal(unescaped, differing);
    }
}
