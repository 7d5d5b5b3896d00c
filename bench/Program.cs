using System.CommandLine;
using LinkWatch.Bench;
using LinkWatch.Bench.Checking;
using LinkWatch.Bench.Costs;
using LinkWatch.Bench.Discovering;
using LinkWatch.Bench.Importing;
using LinkWatch.Bench.Listing;
using LinkWatch.Bench.Profiling;
using LinkWatch.Bench.Ranking;
using LinkWatch.Bench.Reaching;
using LinkWatch.Bench.Simulating;

var root = new RootCommand("Measures LinkWatch.");
foreach (var command in ReadingCommands.All.Concat(CheckingCommands.All)
    .Concat(ImportingCommands.All)
    .Concat(ListingCommands.All)
    .Concat(ProfilingCommands.All)
    .Concat(RankingCommands.All)
    .Concat(DiscoveringCommands.All)
    .Concat(SpikesCommands.All)
    .Concat(SimulatingCommands.All)
    .Concat(CostCommands.All)
    .Concat(ReachingCommands.All)) root.Add(command);
var parsed = root.Parse(args);
if (parsed.Errors is [var error, ..])
{
    Console.Error.WriteLine($"bench: {error.Message.ReplaceLineEndings(" ")} (see bench --help)");
    return 2;
}

return await parsed.InvokeAsync();
