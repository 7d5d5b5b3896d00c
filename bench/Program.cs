using System.CommandLine;
using LinkWatch.Bench;
using LinkWatch.Bench.Checking;

var root = new RootCommand("Measures LinkWatch.");
foreach (var command in CheckingCommands.All) root.Add(command);

switch (args)
{
    case ["scanner", .. var rest]:
        return ScannerBench.Run(rest);
    case ["scanner-fuzz", .. var rest]:
        return ScannerFuzz.Run(rest);
    default:
        return await root.Parse(args).InvokeAsync();
}
