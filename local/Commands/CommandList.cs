using System.CommandLine;
using LinkWatch.Local.Commands.Shells;

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
        KeysCommand.Create,
        ImportCommand.Create,
        RemoveCommand.Create,
        MuteCommand.Create,
        MuteCommand.CreateUnmute,
        ExportCommand.Create,
        StatusCommand.Create,
        TargetsCommand.Create,
        HistoryCommand.Create,
        ContractsCommand.Create,
        ReportCommand.Create,
        ProfileCommand.Create,
        DisavowCommand.Create,
        DiscoverCommand.Create,
        ReclaimCommand.Create,
        InboxCommand.Create,
        ReviewCommand.Create,
        LettersCommand.Create,
        RequeueCommand.Create,
        TestAlertCommand.Create,
        CheckCommand.Create,
        InspectCommand.Create,
        RobotsCommand.Create,
        ResolveCommand.Create,
        RanksCommand.Create,
        SpikesCommand.Create,
        SimulateCommand.Create,
        BackupCommand.Create,
        RestoreCommand.Create,
        HealthCommand.Create,
        CompletionCommand.Create,
        ManCommand.Create,
    ];
}
