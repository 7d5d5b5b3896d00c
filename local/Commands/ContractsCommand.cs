using System.CommandLine;
using LinkWatch.Alerting.Digests;
using LinkWatch.Links;
using LinkWatch.Reporting;
using LinkWatch.Sites;

namespace LinkWatch.Local.Commands;

/// <summary><c>contracts</c>: lists the links of a site that are paid for.</summary>
internal static class ContractsCommand
{
    public static Command Create(CommandContext context)
    {
        var ended = new Option<bool>("--ended") { Description = "Lists the contracts that ended instead of the others." };
        var command = new Command("contracts", "Lists the links that are paid for: until when, and whether what was agreed is there.")
        {
            CommonOptions.Site, ended, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var owner = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var which = parsed.GetValue(ended) ? WhichContracts.Ended : WhichContracts.Open;
            var contracts = pipeline.Get<SiteContracts>().AllAsync(owner, which, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                await foreach (var contract in contracts)
                    await context.Io.Out.WriteLineAsync(Json.Write(ContractReport.Of(owner.Id, contract)));
                return CommandLine.Done;
            }

            var terminal = new Terminal(context.Io);
            var (count, broken) = (0, 0);
            await foreach (var contract in contracts)
            {
                count++;
                if (contract.Contract.Shortfalls.Count > 0) broken++;
                Show(terminal, contract);
            }

            terminal.Text(count == 0
                ? which == WhichContracts.Ended ? "No contract has ended."
                    : "No link has a price or an end date: import them with the columns price, currency and paid until."
                : $"{Counted.Of(count, "contract")}, {Counted.Number(broken)} not delivered as agreed.");
            return CommandLine.Done;
        });
        return command;
    }

    private static void Show(Terminal terminal, ListedContract listed)
    {
        var (link, contract) = (listed.Link.Link, listed.Contract);
        terminal.Text($"{Terminal.NameOf(listed.Link.Status),-9}  ", Terminal.Url(link.Source.Href));
        terminal.Text("  paid          ", ContractWords.Term(link, contract), "grey");
        if (link.CostWords is { } cost) terminal.Text("  cost          ", Terminal.Plain(cost), "grey");
        terminal.Text("  agreed        ", Terminal.Plain(ContractWords.Agreed(link)), "grey");
        if (contract.Shortfalls.Count == 0) return;
        terminal.Text("  found         ", ContractWords.Found(contract.Shortfalls, listed.Link.Detail), "red");
        if (ContractWords.NotDelivered(contract) is { } missing) terminal.Text("  not delivered ", missing, "red");
    }
}
