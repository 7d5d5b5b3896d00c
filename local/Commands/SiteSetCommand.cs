using System.CommandLine;
using LinkWatch.Alerting;
using LinkWatch.Links;
using LinkWatch.Local.Settings;
using LinkWatch.Sites;
using LinkWatch.Web.Badges;
using LinkWatch.Web.Discovery;

namespace LinkWatch.Local.Commands;

/// <summary><c>site set</c>: adds a site, or changes what is given of it.</summary>
internal static class SiteSetCommand
{
    public static Command Create(CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "A short name: a–z, 0–9 and -." };
        var command = new Command("set", "Adds a site, or changes its settings.") { id };
        foreach (var option in SiteOptions.All) command.Options.Add(option.Option);
        command.Options.Add(CommonOptions.Data);
        command.Options.Add(CommonOptions.Storage);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var pipeline = await context.OpenAsync(parsed, cancellationToken);
            var name = parsed.GetRequiredValue(id);
            if (!SiteFields.IsId(name)) throw new UsageException($"'{name}' is not a valid site id; use 1 to 63 of a–z, 0–9 and -");
            var saved = await pipeline.Get<SiteChange>().SaveAsync(
                name, before => Changed(before ?? new Site { Id = name, Domains = [] }), cancellationToken);
            var (site, isNew) = saved!.Value;
            await context.Io.Out.WriteLineAsync($"{(isNew ? "Added" : "Changed")} site {site.Id} "
                + $"({string.Join(", ", site.Domains)}), visited {site.Cadence.Name()}, alerts by "
                + $"{string.Join(", ", AlertSealer.ChannelsOf(site))}.{ReadAs(parsed.GetValue<string[]>(SiteOptions.Domain) ?? [])}");
            if (site.Webmention && parsed.GetValue<string?>(SiteOptions.Webmention) is not null)
                await context.Io.Out.WriteLineAsync(WebmentionOf(site, context.Settings(parsed)));
            if (site.Badge && parsed.GetValue<string?>(SiteOptions.Badge) is not null)
                await context.Io.Out.WriteLineAsync(BadgeOf(site, context.Settings(parsed)));
            return CommandLine.Done;

            Site Changed(Site before)
            {
                var changed = SiteOptions.All.Aggregate(before, (site, option) => option.Apply(site, parsed, pipeline));
                return changed.Domains.Count > 0
                    ? changed
                    : throw new UsageException($"site '{name}' is new; name its domain with {SiteOptions.Domain} HOST");
            }
        });
        return command;
    }

    private static string ReadAs(IReadOnlyList<string> hosts)
    {
        var addresses = hosts.Where(host => host.Contains('/', StringComparison.Ordinal)).ToList();
        return addresses.Count == 0 ? "" : $" Of {string.Join(", ", addresses)} only the host counts: a site is a whole domain.";
    }

    /// <summary>The keys of a storage account's host are not in the data folder.</summary>
    private static string BadgeOf(Site site, LocalSettings settings) =>
        settings.PublicUrl is { } root && (settings.Storage is null || settings.SigningKeys is not null)
            ? $"Its badge: {new BadgeLinks(SigningKeyFile.Of(settings)).For(root, site.Id)}"
            : "The dashboard shows the badge's address, under Settings.";

    private static string WebmentionOf(Site site, LocalSettings settings) => settings.PublicUrl is { } root
        ? $"Its Webmentions: <link rel=\"webmention\" href=\"{WebmentionEndpoint.At(root, site.Id)}\">"
        : "The dashboard shows the address for Webmentions, under Discovery.";
}
