using System.CommandLine;
using LinkWatch.Links;
using LinkWatch.Sites;
using LinkWatch.Storage;
using LinkWatch.Web.Dashboard.SigningIn;
using Spectre.Console;

namespace LinkWatch.Local.Commands;

/// <summary><c>keys list|make|revoke</c>: what opens a site to programs and to readers.</summary>
internal static class KeysCommand
{
    public static Command Create(CommandContext context) => new("keys", "Makes, lists and revokes the API keys of a site.")
    {
        List(context),
        Make(context),
        Revoke(context),
    };

    private static Command Make(CommandContext context)
    {
        var name = new Option<string?>("--name") { Description = "What you call it, to know it when you revoke it.", HelpName = "NAME" };
        var readOnly = new Option<bool>("--read-only") { Description = "It may read, and change nothing." };
        var command = new Command("make", "Makes an API key of a site and prints it: nothing can show it again.")
        {
            CommonOptions.Site, name, readOnly, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var called = parsed.GetValue(name)?.Trim() is { Length: > 0 } text ? text : "unnamed";
            if (called.Length > SiteAccess.MaxName)
                throw new UsageException($"--name: at most {SiteAccess.MaxName} characters");
            var made = await pipeline.Get<SiteAccess>().MakeAsync(
                site.Id,
                called,
                parsed.GetValue(readOnly) ? AccessScope.ReadOnly : AccessScope.Full,
                life: null,
                Visitor.ThisComputer,
                cancellationToken);
            if (made is not var (_, secret))
                throw new UsageException($"site {site.Id} has {SiteAccess.MaxPerSite} keys and shared addresses: revoke one first");
            await context.Io.Out.WriteLineAsync(secret.Text);
            await context.Io.Error.WriteLineAsync("linkwatch: copy it now: nothing can show it again");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "Lists the API keys and the shared addresses of a site.")
        {
            CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage, CommonOptions.Json
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var rows = await pipeline.Get<SiteAccess>().ListAsync(site.Id, cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                foreach (var row in rows) await context.Io.Out.WriteLineAsync(Json.Write(AccessReport.Of(site.Id, row)));
                return CommandLine.Done;
            }

            var table = Terminal.Table("id", "name", "opens", "made by", "last used");
            table.Columns[0].NoWrap();
            foreach (var row in rows)
            {
                table.AddRow(
                    row.AccessId,
                    Terminal.Escape(row.Name),
                    Terminal.Escape(Opens(row)),
                    Terminal.Escape($"{row.MadeBy}, {row.MadeAt:yyyy-MM-dd}"),
                    row.LastUsedAt is null ? "never" : Terminal.Time(row.LastUsedAt));
            }

            new Terminal(context.Io).Write(table);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Revoke(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The key's id, as list shows it: the third part of the key." };
        var command = new Command("revoke", "Revokes an API key or a shared address of a site.")
        {
            id, CommonOptions.Site, CommonOptions.Data, CommonOptions.Storage
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var site = await pipeline.SiteAsync(parsed.GetRequiredValue(CommonOptions.Site), cancellationToken);
            var name = parsed.GetRequiredValue(id);
            if (!await pipeline.Get<SiteAccess>().RevokeAsync(site.Id, name, cancellationToken))
            {
                await context.Io.Error.WriteLineAsync($"linkwatch: site {site.Id} has no key '{name}'; "
                    + $"linkwatch keys list --site {site.Id} shows them");
                return CommandLine.NotWell;
            }

            await context.Io.Out.WriteLineAsync("Revoked. For up to a minute, a running serve may still let it read.");
            return CommandLine.Done;
        });
        return command;
    }

    private static string Opens(AccessRow row) => row switch
    {
        { Scope: AccessScope.ReadOnly } => "the API, to read",
        { Scope: AccessScope.Full } => "the API",
        { EndsAt: { } end } => $"the pages, until {end:yyyy-MM-dd}",
        _ => "the pages",
    };

    /// <summary>What --json says of a key; never its hash.</summary>
    private sealed record AccessReport(
        string Site,
        string Id,
        string Name,
        AccessScope Scope,
        DateTimeOffset Made,
        string By,
        DateTimeOffset? Ends,
        DateTimeOffset? LastUsed)
    {
        public static AccessReport Of(string site, AccessRow row) =>
            new(site, row.AccessId, row.Name, row.Scope, row.MadeAt, row.MadeBy, row.EndsAt, row.LastUsedAt);
    }
}
