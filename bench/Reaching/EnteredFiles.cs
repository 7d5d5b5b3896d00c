using System.Collections.Concurrent;

namespace LinkWatch.Bench.Reaching;

/// <summary>What <see cref="MethodMarks"/> wrote into the methods calls this: it notes the files that a lost link enters.</summary>
public static class EnteredFiles
{
    /// <summary>The environment variable that names the file for the notes.</summary>
    internal const string Setting = "LINKWATCH_BENCH_ENTERED";

    private static readonly ConcurrentDictionary<string, bool> Files = new(StringComparer.Ordinal);
    private static readonly AsyncLocal<bool> IsOnTheWay = new();
    private static volatile bool isLinkOff;

    static EnteredFiles() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (Environment.GetEnvironmentVariable(Setting) is { } notes)
            File.WriteAllLines(notes, Files.Keys.Order(StringComparer.Ordinal));
    };

    /// <summary>A trigger of the Functions app begins.</summary>
    /// <param name="trigger">The name of its class.</param>
    public static void Begin(string trigger)
    {
        // The test lists the links for the first time when it has seen the link live; then it takes it off the page.
        isLinkOff |= trigger == "LinksApi.ListAsync";
        IsOnTheWay.Value = isLinkOff && trigger is "ScheduleTimer.RunAsync" or "CheckQueue.RunAsync" or "AlertQueue.RunAsync";
    }

    /// <summary>A method begins.</summary>
    /// <param name="file">Where it is written.</param>
    public static void Enter(string file)
    {
        if (isLinkOff && IsOnTheWay.Value) Files.TryAdd(file, true);
    }
}
