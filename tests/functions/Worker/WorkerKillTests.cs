namespace LinkWatch.Tests.Functions.Worker;

/// <summary>A worker that ends by SIGKILL in the middle of its work, and the one after it.</summary>
public sealed class WorkerKillTests(PublishedFunctions published)
{
    private static readonly string[] Pages = ["/1", "/2", "/3", "/4"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_of_a_slice_that_was_cut_short_are_all_checked_and_each_change_is_stored_once()
    {
        await using var mailbox = new Mailbox();
        await using var stage = new WorkerStage(published, mailbox);
        await using var blog = await LinkingSite.StartAsync();
        await using var forum = await LinkingSite.StartAsync();
        var (held, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        forum.Hold = async _ =>
        {
            if (forum.Asked.Count() < Pages.Length - 1) return;
            held.TrySetResult();
            await released.Task;
        };

        await using (var killed = await stage.StartAsync())
        {
            await killed.ImportAsync([.. Pages.Select(blog.Url), .. Pages.Select(forum.Url)]);
            await killed.Host.TickAsync("ScheduleTimer");
            var pumping = killed.Queues.PumpAsync();
            await held.Task.WaitAsync(Cancel);
            killed.Host.Kill();
            await Assert.ThrowsAsync<WorkerGoneException>(() => pumping);
        }

        Assert.True(forum.Asked.Count() < Pages.Length, "the slice was not cut short");
        released.SetResult();
        await using var next = await stage.StartAsync();
        await next.CycleAsync();

        Assert.Equal(Enumerable.Repeat("live", 2 * Pages.Length), await next.StatusesAsync());

        // With the page of the site's own that they lead to.
        Assert.Equal((2 * Pages.Length) + 1, (await next.ChangesAsync()).Count);
        Assert.Contains("Now watching 8 links", Assert.Single(mailbox.Texts), StringComparison.Ordinal);
        Assert.Empty(next.Warnings);
    }

    [Fact]
    public async Task A_mail_that_was_not_yet_accepted_is_sent_by_the_next_worker_and_once()
    {
        ShiftedTime.Need();
        await using var mailbox = new Mailbox { Holds = true };
        await using var stage = new WorkerStage(published, mailbox);
        await using var blog = await LinkingSite.StartAsync();
        await using (var killed = await stage.StartAsync())
        {
            await killed.ImportAsync([.. Pages.Select(blog.Url)]);
            var cycle = killed.CycleAsync();
            await mailbox.IsHolding.WaitAsync(Cancel);
            killed.Host.Kill();
            await Assert.ThrowsAsync<WorkerGoneException>(() => cycle);
        }

        Assert.Empty(mailbox.Texts);
        mailbox.Holds = false;
        foreach (var minutes in (int[])[5, 11, 60])
        {
            await using var next = await stage.StartAsync(TimeSpan.FromMinutes(minutes));
            await next.SweepAsync();
            Assert.Equal(minutes < 10 ? 0 : 1, mailbox.Texts.Count);
        }
    }
}
