using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Local.Ranks;
using LinkWatch.Ranking;
using LinkWatch.Urls;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>ranks show</c>: where domains stand in the imported lists.</summary>
internal static class RanksShowCommand
{
    public static Command Create(CommandContext context)
    {
        var domains = new Argument<string[]>("DOMAIN") { Description = "Domains, hosts or URLs.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("show", "Shows where domains stand in each list.") { domains, CommonOptions.Data, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var hosts = parsed.GetRequiredValue(domains).Select(HostOf).ToList();
            var (files, areAll) = await RanksCommand.OpenAsync(context.Io, RanksCommand.FolderOf(context, parsed), cancellationToken);
            try
            {
                if (files.Count == 0 && areAll) throw new UsageException("there is no rank list: get one with linkwatch ranks import FILE");
                var answers = await LookUpAsync(files, hosts, cancellationToken);
                await WriteAsync(context.Io, answers, parsed.GetValue(CommonOptions.Json));
                var isEachListed = answers.GroupBy(answer => answer.Domain).All(group => group.Any(answer => answer.Position is not null));
                return areAll && isEachListed ? CommandLine.Done : CommandLine.NotWell;
            }
            finally
            {
                files.ForEach(file => file.Dispose());
            }
        });
        return command;
    }

    private static async Task<List<Answer>> LookUpAsync(
        List<OpenRankFile> files, List<string> hosts, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        foreach (var host in hosts)
        {
            foreach (var file in files)
            {
                try
                {
                    answers.Add(await LookUpAsync(file.File, host, cancellationToken));
                }
                catch (RankListException e)
                {
                    throw new UsageException($"{file.Path}: {e.Message}", e);
                }
            }
        }

        return answers;
    }

    /// <summary>A list may have a host of its own; usually it has the registered domain only.</summary>
    private static async Task<Answer> LookUpAsync(RankFile file, string host, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { host, PublicSuffix.BuiltIn.ReferringDomain(host) }.Distinct())
        {
            if (await file.FindAsync(name, cancellationToken) is { } place)
            {
                return new Answer(
                    host, file.Header.Kind.Name(), file.Header.Release, name, place.Position, place.Domains, place.Percentile);
            }
        }

        return new Answer(
            host, file.Header.Kind.Name(), file.Header.Release, As: null, Position: null, file.Header.Domains, Percentile: null);
    }

    private static async Task WriteAsync(CommandIo io, List<Answer> answers, bool asJson)
    {
        if (asJson)
        {
            foreach (var answer in answers) await io.Out.WriteLineAsync(Json.Write(answer));
            return;
        }

        if (answers.Count == 0) return;
        var table = Terminal.Table("domain", "list", "position", "of", "percentile");
        foreach (var answer in answers)
        {
            table.AddRow(
                Terminal.Escape(answer.As ?? answer.Domain),
                Terminal.Escape($"{answer.List} {answer.Release}"),
                answer.Position is { } position ? RanksCommand.Number(position) : "not in the list",
                RanksCommand.Number(answer.Domains),
                answer.Position is { } top ? new RankPlace(top, answer.Domains).Top : "");
        }

        new Terminal(io).Write(table);
    }

    private static string HostOf(string typed)
    {
        if (RankName.HashOf(typed) is not null) return Idna.ToAscii(typed.TrimEnd('.')) ?? typed.TrimEnd('.').ToLowerInvariant();
        return WebUrl.TryParse(typed, out var url) && RankName.HashOf(url.Host) is not null
            ? url.Host
            : throw new UsageException($"'{typed}' is no domain");
    }

    /// <summary>Where a domain stands in a list; without a position, it is not in it.</summary>
    private sealed record Answer(
        string Domain, string List, string Release, string? As, long? Position, long Domains, double? Percentile);
}
