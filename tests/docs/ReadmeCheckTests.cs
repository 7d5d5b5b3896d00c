using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

public sealed class ReadmeCheckTests
{
    private const string Page = """
        <!DOCTYPE html>
        <html lang="en"><head><title>The best teas of the year</title></head>
        <body><main><article><h1>The best teas of the year</h1>
        <p>The <a href="https://shop.example/tea?utm_source=blog" rel="nofollow">mountain tea</a> won.</p></article></main></body></html>
        """;

    [Fact]
    public async Task The_check_in_the_README_says_what_the_README_shows()
    {
        await using var blog = await LoopbackSite.StartAsync(Page);
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var shown = readme.Split("```console\n$ linkwatch ")[1].Split("```")[0].Replace(
            "localhost:8000", $"localhost:{blog.Port}", StringComparison.Ordinal);
        var end = shown.IndexOf('\n', StringComparison.Ordinal);

        var (code, output, error) = await TypedCommand.RunAsync(shown[..end].Split(' '));

        Assert.Equal((1, ""), (code, error));
        Assert.Equal(shown[(end + 1)..], output);
    }
}
