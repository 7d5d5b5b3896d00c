using System.Net;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Local.Serving;

public sealed class SignInCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_signs_in_to_the_serve_that_runs_on_the_data_folder_whatever_its_port()
    {
        using var temp = new TempFolder();
        using var serve = await ServeProcess.StartAsync(temp.Path);

        var (code, output, error) = await LinkWatchProcess.RunAsync("sign-in", "--data", temp.Path);

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(serve.Url.AbsoluteUri, output, StringComparison.Ordinal);
        using var web = OwnServer.Client();
        var page = await web.GetAsync(new Uri(output.Trim()), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Without_a_serve_it_says_what_to_start_even_if_one_was_killed()
    {
        using var temp = new TempFolder();
        using (await ServeProcess.StartAsync(temp.Path))
        {
        }

        await File.WriteAllTextAsync(Path.Combine(temp.Path, "serve-zz.url"), "http://127.0.0.1:9/", Cancel);
        var (code, output, error) = await LinkWatchProcess.RunAsync("sign-in", "--data", temp.Path);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("serve doesn't run on", error, StringComparison.Ordinal);
    }
}
