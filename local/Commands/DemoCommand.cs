using System.CommandLine;
using System.Globalization;
using System.Net;
using LinkWatch.Checking;
using LinkWatch.Local.Demo;
using LinkWatch.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary><c>demo</c>: the whole story on a small web of its own, with a clock that jumps. The same steps as <c>serve</c>.</summary>
internal static class DemoCommand
{
    private const int Days = 13;

    /// <summary>Just after the owner's mail (UTC): what happens on a day is in the mail of the next morning.</summary>
    private static readonly TimeOnly DayBegins = new(8, 45);
    private static readonly TimeSpan Jump = TimeSpan.FromHours(3);

    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "demo", "Shows the whole story in under a minute: a web of its own, a fast clock, real alerts.") { CommonOptions.Data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var time = new JumpingTime(TimeProvider.System);
            time.JumpTo(DayBegins);
            var settings = context.Settings(parsed);
            settings = settings with
            {
                Storage = null,
                DataFolder = FreshFolder(settings.DataFolder),
                AllowedAddresses = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")],
                Interval = TimeSpan.Zero,
            };
            await using var web = await DemoWeb.StartAsync(TimeProvider.System, cancellationToken);
            await using var pipeline = await context.OpenAsync(settings, services => AddHaste(services, time), cancellationToken);
            await PlayAsync(new DemoStory(context, pipeline, web, time), cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task PlayAsync(DemoStory story, CancellationToken cancellationToken)
    {
        await story.BeginAsync(cancellationToken);
        for (var day = 0; day < Days; day++)
        {
            await story.DayAsync(day, Jump, cancellationToken);
        }

        await story.EndAsync(cancellationToken);
    }

    /// <summary>The clock jumps, and pages that never answer are given up soon.</summary>
    private static void AddHaste(IServiceCollection services, JumpingTime time)
    {
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(new ScheduleOptions { GatherFor = TimeSpan.Zero });
        services.AddSingleton(
            new CheckOptions { Interval = TimeSpan.Zero, FastPage = TimeSpan.FromSeconds(1), SlowPage = TimeSpan.FromSeconds(2) });
    }

    /// <summary>Named by the real clock and the process: two demos that begin in the same millisecond do not share one.</summary>
    private static string FreshFolder(string below)
    {
        var began = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        return Path.Combine(below, FormattableString.Invariant($"demo-{began}-{Environment.ProcessId}"));
    }
}
