using System.CommandLine;

namespace LinkWatch.Local.Commands;

/// <summary>All commands.</summary>
internal static class CommandList
{
    public static IReadOnlyList<Func<CommandContext, Command>> All { get; } =
    [
        DemoCommand.Create,
        ServeCommand.Create,
        SignInCommand.Create,
        RunCommand.Create,
        RecheckCommand.Create,
        PendingCommand.Create,
        SiteCommand.Create,
        ImportCommand.Create,
        RemoveCommand.Create,
        ExportCommand.Create,
        StatusCommand.Create,
        HistoryCommand.Create,
        RequeueCommand.Create,
        TestAlertCommand.Create,
        CheckCommand.Create,
        InspectCommand.Create,
        RobotsCommand.Create,
        ResolveCommand.Create,
        SpikesCommand.Create,
        SimulateCommand.Create,
    ];
}
