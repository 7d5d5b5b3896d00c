using System.Text.Json;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The published app over days, in runs that begin where the last one ended.</summary>
public sealed class WorkerStoryTests(PublishedFunctions published) : IAsyncLifetime
{
    private readonly Mailbox mailbox = new();
    private WorkerStage stage = null!;
    private LinkingSite blog = null!;

    public async ValueTask InitializeAsync()
    {
        stage = new WorkerStage(published, mailbox);
        blog = await LinkingSite.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await blog.DisposeAsync();
        await stage.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    [Fact]
    public async Task A_link_that_was_imported_over_HTTP_and_got_lost_is_mailed_once_it_is_confirmed()
    {
        ShiftedTime.Need();
        await RunAsync(TimeSpan.Zero, async run =>
        {
            await run.ImportAsync(blog.Url("/tea"), blog.Url("/other"));
            await run.CycleAsync();
            Assert.Equal(["live", "live"], await run.StatusesAsync());
        });
        Assert.Contains("Now watching 2 links", Assert.Single(mailbox.Texts), StringComparison.Ordinal);

        blog.Unlinked.Add("/tea");
        var ahead = TimeSpan.FromDays(1);
        var readings = 0;
        for (var isLost = false; !isLost; ahead += TimeSpan.FromHours(2.5))
        {
            await RunAsync(ahead, async run =>
            {
                if (readings++ == 0) await AssertSeenOnDemandAsync(run);
                await run.CycleAsync();
                isLost = (await run.StatusesAsync()).Contains("lost");
            });
            Assert.True(readings < 10, "it is not believed lost");
        }

        await RunAsync(ahead + TimeSpan.FromDays(1), run => run.CycleAsync());

        Assert.Equal(4, readings);
        Assert.Equal(2, mailbox.Texts.Count);
        Assert.Contains("lost", mailbox.Texts[1], StringComparison.OrdinalIgnoreCase);
        Assert.Contains(blog.Url("/tea"), mailbox.Texts[1], StringComparison.Ordinal);
        Assert.DoesNotContain(blog.Url("/other"), mailbox.Texts[1], StringComparison.Ordinal);
    }

    /// <summary>A look says what is there, and changes nothing that is believed.</summary>
    private async Task AssertSeenOnDemandAsync(WorkerStage.Run run)
    {
        var id = (await run.LinksAsync())
            .Single(link => link.GetProperty("source").GetString() == blog.Url("/tea")).GetProperty("id").GetString();
        var (status, body) = await run.Host.AskAsync(HttpMethod.Post, $"sites/shop/links/{id}/check", "");
        Assert.Equal((200, "lost"), (status, JsonDocument.Parse(body).RootElement.GetProperty("status").GetString()));
        Assert.Equal(["live", "live"], await run.StatusesAsync());
    }

    /// <summary>One run of the app, killed at its end.</summary>
    private async Task RunAsync(TimeSpan ahead, Func<WorkerStage.Run, Task> work)
    {
        await using var run = await stage.StartAsync(ahead);
        await work(run);
        run.Host.Kill();
        var (_, output, error) = await run.Host.EndedAsync();
        Assert.Equal(("", ""), (output, error));
        Assert.Empty(run.Warnings);
    }
}
