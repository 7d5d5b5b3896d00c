using LinkWatch.Reporting;

namespace LinkWatch.Tests.Core.Reporting;

public sealed class RobotsLinesTests
{
    [Fact]
    public void Each_address_gets_its_line_in_the_order_given()
    {
        var answers = RobotsLines.For(
            "User-agent: *\nDisallow: /private/"u8, "Googlebot", ["https://a.example/private/1", "https://a.example/", ""]);

        Assert.Equal(["disallowed", "allowed", "allowed"], answers.Select(answer => answer.ToString()));
    }

    [Fact]
    public void The_rule_that_decided_is_part_of_the_answer()
    {
        var answer = RobotsLines.For("User-agent: *\nDisallow: /private/"u8, "Googlebot", ["/private/1"]).Single();

        Assert.Equal(new RobotsAnswer("/private/1", false, "Disallow: /private/", 2), answer);
    }
}
