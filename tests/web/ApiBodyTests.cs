using System.Net;
using System.Text.Json;
using LinkWatch.Links;

namespace LinkWatch.Tests.Web;

/// <summary>What the API makes of JSON bodies, over real HTTP.</summary>
public sealed class ApiBodyTests(ApiTests.Served served) : IClassFixture<ApiTests.Served>
{
    private const string Link = "\"source\":\"https://blog.example/a\",\"target\":\"https://shop.example/\"";

    [Fact]
    public async Task A_string_is_taken_as_it_is_whatever_separators_it_holds()
    {
        await served.SetSiteAsync("typed");

        var (status, link) = await served.SendAsync(
            "POST", "sites/typed/links",
            $"{{{Link},\"tags\":[\"red; green\",\" a,b|c \",\"\"],\"anchor\":\"'=tea\",\"cost\":\"1,50\",\"rel\":[\"UGC\",\"nofollow\"]}}");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["red; green", "a,b|c"], Texts(link, "tags"));
        Assert.Equal(["ugc", "nofollow"], Texts(link, "expectedRel"));
        Assert.Equal(("'=tea", "1,50"), (link.GetProperty("expectedAnchor").GetString(), link.GetProperty("cost").GetString()));
    }

    [Theory]
    [InlineData(
        "POST", "sites/bodies/links",
        "\"color\":\"red\"", "unknown-member", "color", "is not one of source, target, match, tags, rel")]
    [InlineData("POST", "sites/bodies/links", "\"a\\nb\":\"red\"", "unknown-member", "a\nb", "“a b” is not one of source")]
    [InlineData(
        "POST", "sites/bodies/links",
        "\"tags\":\"red; green\"", "invalid-member", "tags", "is a string; it takes a list of strings")]
    [InlineData("POST", "sites/bodies/links", "\"tags\":[1]", "invalid-member", "tags", "neither a string nor a list of strings")]
    [InlineData("POST", "sites/bodies/links", "\"anchor\":[\"tea\"]", "invalid-member", "anchor", "is a list; it takes a string")]
    [InlineData("POST", "sites/bodies/links", "\"Cost\":{}", "invalid-member", "Cost", "it takes a string")]
    [InlineData("POST", "sites/bodies/links", "\"cost\":\"1\",\"COST\":\"2\"", "invalid-member", "COST", "occurs twice")]
    [InlineData(
        "POST", "sites/bodies/links",
        Link + ",\"match\":\"host\"", "invalid-link", null, "match “host” is not known: write page, exact")]
    [InlineData(
        "POST", "sites/bodies/links",
        Link + ",\"acquired\":\"won\"", "invalid-link", null, "acquired “won” is not known: write natural")]
    [InlineData(
        "POST", "sites/bodies/links",
        Link + ",\"rel\":[\"nofollow ugc\"]", "invalid-link", null, "rel “nofollow ugc” is not known")]
    [InlineData(
        "POST", "sites/bodies/links",
        "\"source\":\"blog.example\"", "invalid-link", null, "has no scheme: write “https://blog.example”")]
    [InlineData("POST", "sites/bodies/links", "\"source\":\"http://10.0.0.1/\"", "invalid-link", null, "cannot be visited")]
    [InlineData("POST", "sites/bodies/links", "\"url\":\"https://blog.example/\"", "unknown-member", "url", "is not one of source")]
    [InlineData("POST", "check", Link + ",\"tags\":[]", "unknown-member", "tags", "is not one of source, target, match")]
    [InlineData("PUT", "sites/bodies", "\"domains\":\"a.example\"", "invalid-member", "domains", "is a string; it takes a list of strings")]
    [InlineData("PUT", "sites/bodies", "\"domains\":[\"a.example, b.example\"]", "invalid-site", null, "write them as example.com")]
    [InlineData("PUT", "sites/bodies", "\"cadence\":[\"daily\"]", "invalid-member", "cadence", "is a list; it takes a string")]
    [InlineData("PUT", "sites/bodies", "\"badge\":\"yes\"", "invalid-member", "badge", "is a string; it takes true or false")]
    [InlineData("PUT", "sites/bodies", "\"cadence\":true", "invalid-member", "cadence", "is true or false; it takes a string")]
    [InlineData("PUT", "sites/bodies", "\"quietHours\":{\"from\":\"22:00\"}", "invalid-member", "quietHours", "it takes an object")]
    [InlineData("PUT", "sites/bodies", "\"quietHours\":{\"from\":1,\"to\":2}", "invalid-member", "quietHours", "it takes an object")]
    [InlineData("PUT", "sites/bodies", "\"quietHours\":\"late\"", "invalid-site", null, "quietHours: “late” is invalid")]
    [InlineData("PUT", "sites/bodies", "\"worthWeights\":{\"fame\":9}", "invalid-site", null, "worthWeights: terms are authority,")]
    [InlineData("PUT", "sites/bodies", "\"worthWeights\":{\"anchor\":101}", "invalid-site", null, "whole numbers from 0 to 100")]
    [InlineData("PUT", "sites/bodies", "\"worthWeights\":{\"anchor\":1.5}", "invalid-member", "worthWeights", "an object of whole numbers")]
    [InlineData("PUT", "sites/bodies", "\"worthWeights\":[\"anchor\"]", "invalid-member", "worthWeights", "an object of whole numbers")]
    [InlineData("PUT", "sites/bodies", "\"cadence\":\"yearly\"", "invalid-site", null, "cadence: “yearly” is invalid; use one of hourly")]
    public async Task A_member_that_a_request_does_not_take_is_named(
        string method, string path, string members, string code, string? member, string line)
    {
        await served.SetSiteAsync("bodies");

        var (status, problem) = await served.SendAsync(method, path, $"{{{members}}}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(line, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(member, problem.TryGetProperty("member", out var name) ? name.GetString() : null);
    }

    [Fact]
    public async Task A_site_is_changed_member_by_member()
    {
        await served.SetSiteAsync("parts");

        var (_, changed) = await served.SendAsync(
            "PUT", "sites/parts",
            "{\"id\":\"parts\",\"DOMAINS\":[\"b.example\",\"https://a.example/\"],\"alertPace\":\"immediate\",\"weeklySummary\":\"off\","
                + "\"timeZone\":\"Europe/Vienna\",\"quietHours\":\"22:00-07:00\",\"owners\":null,"
                + "\"brandWords\":[\"Blue Kettle\"],\"moneyWords\":[\"green tea\",\"cups\"]}");
        var (_, again) = await served.SendAsync("PUT", "sites/parts", "{\"quietHours\":\"none\",\"brandWords\":[]}");

        Assert.Equal(["b.example", "a.example"], Texts(changed, "domains"));
        Assert.Equal(["owner@shop.example"], Texts(changed, "owners"));
        Assert.Equal(
            ("immediate", "off", "Europe/Vienna", true),
            (
                Text(changed, "alertPace"), Text(changed, "weeklySummary"), Text(changed, "timeZone"),
                changed.TryGetProperty("quietHours", out _)));
        Assert.Equal(["Blue Kettle"], Texts(changed, "brandWords"));
        Assert.Equal((false, 2), (again.TryGetProperty("brandWords", out _), Texts(again, "moneyWords").Count()));
        Assert.Equal(("immediate", false), (Text(again, "alertPace"), again.TryGetProperty("quietHours", out _)));
    }

    [Fact]
    public async Task Weights_that_are_left_out_are_set_back_and_one_at_least_counts()
    {
        await served.SetSiteAsync("weights");

        var (_, changed) = await served.SendAsync(
            "PUT", "sites/weights", "{\"worthWeights\":{\"authority\":40,\"anchor\":0,\"follow\":20}}");
        var (_, other) = await served.SendAsync("PUT", "sites/weights", "{\"worthWeights\":{\"anchor\":7}}");
        var (_, back) = await served.SendAsync("PUT", "sites/weights", "{\"worthWeights\":{}}");
        var none = string.Join(',', WorthTerms.All.Select(term => $"\"{term.Name()}\":0"));
        var (status, _) = await served.SendAsync("PUT", "sites/weights", $"{{\"worthWeights\":{{{none}}}}}");

        Assert.Equal("{\"authority\":40,\"anchor\":0}", changed.GetProperty("worthWeights").GetRawText());
        Assert.Equal("{\"anchor\":7}", other.GetProperty("worthWeights").GetRawText());
        Assert.False(back.TryGetProperty("worthWeights", out _));
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task What_a_site_is_answered_as_can_be_sent_back()
    {
        await served.SetSiteAsync("returned");
        await served.SendAsync(
            "PUT", "sites/returned", "{\"quietHours\":\"22:00-07:00\",\"badge\":true,\"worthWeights\":{\"authority\":40}}");
        var (_, before) = await served.SendAsync("GET", "sites/returned");

        var (status, after) = await served.SendAsync("PUT", "sites/returned", before.GetRawText());
        var (_, sooner) = await served.SendAsync("PUT", "sites/returned", "{\"quietHours\":{\"from\":\"21:30:00\",\"to\":\"07:00:00\"}}");

        Assert.Equal((HttpStatusCode.OK, before.GetRawText()), (status, after.GetRawText()));
        Assert.Equal("21:30:00", sooner.GetProperty("quietHours").GetProperty("from").GetString());
        Assert.True(sooner.GetProperty("badge").GetBoolean());
    }

    private static string? Text(JsonElement answer, string name) => answer.GetProperty(name).GetString();

    private static IEnumerable<string?> Texts(JsonElement answer, string name) =>
        answer.GetProperty(name).EnumerateArray().Select(text => text.GetString());
}
