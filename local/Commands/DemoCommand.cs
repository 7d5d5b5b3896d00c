using System.CommandLine;
using System.Globalization;
using System.Net;
using LinkWatch.Checking;
using LinkWatch.Local.Demo;
using LinkWatch.Local.Settings;
using LinkWatch.Scheduling;
using Microsoft.Extensions.DependencyInjection;

namespace LinkWatch.Local.Commands;

/// <summary><c>demo</c>: runs the same steps as <c>serve</c> on a small built-in web, with a clock that jumps.</summary>
internal static class DemoCommand
{
    private const int Days = 13;

    /// <summary>Just after the owner's daily mail (UTC), so a day's changes are in the next morning's mail.</summary>
    private static readonly TimeOnly DayBegins = new(8, 45);
    private static readonly TimeSpan Jump = TimeSpan.FromHours(3);

    public static Command Create(CommandContext context)
    {
        var noServe = new Option<bool>("--no-serve") { Description = "Ends without showing the dashboard." };
        var noOpen = new Option<bool>("--no-open") { Description = "Prints the dashboard's address and opens no browser." };
        var command = new Command(
            "demo", "Shows everything in under a minute: a built-in web, a fast clock, real alerts, the dashboard.")
        {
            CommonOptions.Data, noServe, noOpen
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // It ends in the present, so that other commands take its data folder for what it is.
            var time = new JumpingTime(TimeProvider.System, TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(Days + 1));
            time.JumpTo(DayBegins);
            var settings = context.Settings(parsed);
            settings = settings with
            {
                Storage = null,
                // Its mails must not lead to a real LinkWatch, and its dashboard is on this machine only.
                PublicUrl = null,
                DataFolder = FreshFolder(settings.DataFolder),
                AllowedAddresses = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")],
                Interval = TimeSpan.Zero,
            };
            await using var web = await DemoWeb.StartAsync(TimeProvider.System, cancellationToken);
            await PlayAsync(context, settings, time, web, cancellationToken);
            if (context.Io is { IsInteractive: true, IsColoured: true } && !parsed.GetValue(noServe))
                await DemoDashboard.ServeAsync(context, settings, isOpened: !parsed.GetValue(noOpen), cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task PlayAsync(
        CommandContext context, LocalSettings settings, JumpingTime time, DemoWeb web, CancellationToken cancellationToken)
    {
        await using var pipeline = await context.OpenAsync(settings, services => AddHaste(services, time), cancellationToken);
        var story = new DemoStory(context, pipeline, web, time);
        await story.BeginAsync(cancellationToken);
        for (var day = 0; day < Days; day++)
        {
            await story.DayAsync(day, Jump, cancellationToken);
        }

        await story.EndAsync(cancellationToken);
    }

    /// <summary>With the jumping clock, and a short timeout for pages that never answer.</summary>
    private static void AddHaste(IServiceCollection services, JumpingTime time)
    {
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(new ScheduleOptions { GatherFor = TimeSpan.Zero });
        services.AddSingleton(
            new CheckOptions { Interval = TimeSpan.Zero, FastPage = TimeSpan.FromSeconds(1), SlowPage = TimeSpan.FromSeconds(2) });
    }

    /// <summary>The name contains the process id: two demos that start in the same millisecond must not share a folder.</summary>
    private static string FreshFolder(string below)
    {
        var began = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        return Path.Combine(below, FormattableString.Invariant($"demo-{began}-{Environment.ProcessId}"));
    }
}
