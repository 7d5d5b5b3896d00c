using System.Net;

namespace LinkWatch.Tests.Web;

/// <summary>ETags of the API, over real HTTP.</summary>
public sealed class ApiTagTests(ApiTests.Served served) : IClassFixture<ApiTests.Served>
{
    [Fact]
    public async Task What_the_caller_has_already_is_not_sent_again_until_it_changes()
    {
        await served.SetSiteAsync("tagged");
        var (_, link) = await served.SendAsync("POST", "sites/tagged/links", "{\"source\":\"https://blog.example/a\"}");
        var id = link.GetProperty("id").GetString();
        string[] paths = ["sites", "sites/tagged", "sites/tagged/links", $"sites/tagged/links/{id}", "sites/tagged/changes",
            $"sites/tagged/links/{id}/changes", "sites/tagged/pending", "sites/tagged/feed.atom", "openapi.json"];
        foreach (var path in paths)
        {
            var (first, tag, _) = await GetAsync(path, ifNoneMatch: null);
            var (again, sameTag, body) = await GetAsync(path, $"\"other\", W/{tag}");
            var (any, _, _) = await GetAsync(path, "*");
            var (other, _, _) = await GetAsync(path, "\"other\"");
            var (malformed, _, _) = await GetAsync(path, "other");

            Assert.Equal(
                (path, 200, 304, "", 304, 200, 200), (path, (int)first, (int)again, body, (int)any, (int)other, (int)malformed));
            Assert.Equal(tag, sameTag);
        }

        var (_, before, _) = await GetAsync("sites/tagged/links", null);
        await served.SendAsync("POST", "sites/tagged/links", "{\"source\":\"https://blog.example/b\"}");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("sites/tagged/links", before)).Status);
    }

    [Fact]
    public async Task An_error_has_no_tag()
    {
        using var missing = await served.GetAsync("sites/nobody/links");

        Assert.Null(missing.Headers.ETag);
    }

    private async Task<(HttpStatusCode Status, string? Tag, string Body)> GetAsync(string path, string? ifNoneMatch)
    {
        using var answer = await served.GetAsync(path, ifNoneMatch);
        return (answer.StatusCode, answer.Headers.ETag?.ToString(),
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
