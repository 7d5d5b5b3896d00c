using System.Collections.Frozen;

namespace LinkWatch.Urls;

/// <summary>
/// The domain that someone registered, by the rules of the Public Suffix List (https://publicsuffix.org): what links are counted by.
/// <see cref="Compact"/> knows the common registries; the whole list is read from a file or address where one is configured.
/// </summary>
public sealed class PublicSuffix
{
    private readonly FrozenDictionary<string, Rules>.AlternateLookup<ReadOnlySpan<char>> rules;

    private PublicSuffix(IEnumerable<(string Name, Rules Rule)> list)
    {
        var byName = list.GroupBy(r => r.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Aggregate(Rules.None, (all, r) => all | r.Rule), StringComparer.Ordinal);
        Count = byName.Count;
        rules = byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    [Flags]
    private enum Rules
    {
        None = 0,
        Name = 1,
        Wildcard = 2,
        Exception = 4,
    }

    /// <summary>Common multi-label registries and hosting services only; a name under any other is taken for registered under its last label.</summary>
    public static PublicSuffix Compact { get; } = new(CompactSuffixes.All.Select(Parse));

    /// <summary>How many names the list has rules for.</summary>
    public int Count { get; }

    /// <summary>Reads the list's own format: a rule a line, <c>*.</c> and <c>!</c> before it, comments after <c>//</c>.</summary>
    public static PublicSuffix Read(IEnumerable<string> lines) => new(lines
        .Select(line => line.AsSpan().Trim().ToString().Split([' ', '\t'], 2)[0])
        .Where(rule => rule.Length > 0 && !rule.StartsWith("//", StringComparison.Ordinal))
        .Select(Parse));

    /// <summary>The registrable domain of <paramref name="host"/> (any case, Unicode or punycode), in punycode; null of a suffix itself, an IP address or what is no host.</summary>
    public string? RegistrableDomain(string host)
    {
        var name = ToName(host);
        if (name is null || name.StartsWith('[') || Ipv4Host.EndsInNumber(name) || name.Split('.').Contains("", StringComparer.Ordinal)) return null;
        var suffix = SuffixStart(name);
        return suffix == 0 ? null : name[(name.LastIndexOf('.', suffix - 2) + 1)..];
    }

    /// <summary>What <paramref name="host"/> counts as among referring domains: its registrable domain, or itself where there is none.</summary>
    public string ReferringDomain(string host) => RegistrableDomain(host) ?? host;

    private static string? ToName(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return System.Text.Ascii.IsValid(name) ? name.ToLowerInvariant() : Idna.ToAscii(name);
    }

    private static (string Name, Rules Rule) Parse(string rule) => rule switch
    {
        ['*', '.', .. var name] => (ToName(name) ?? name, Rules.Wildcard),
        ['!', .. var name] => (ToName(name) ?? name, Rules.Exception),
        _ => (ToName(rule) ?? rule, Rules.Name),
    };

    /// <summary>Where the public suffix begins: by the longest rule that fits, the last label where none does.</summary>
    private int SuffixStart(ReadOnlySpan<char> name)
    {
        for (var start = 0; ;)
        {
            var rule = RulesOf(name[start..]);
            var dot = name[start..].IndexOf('.');
            var parent = dot < 0 ? name.Length : start + dot + 1;
            if (rule.HasFlag(Rules.Exception)) return parent;
            if (dot < 0 || rule.HasFlag(Rules.Name) || RulesOf(name[parent..]).HasFlag(Rules.Wildcard)) return start;
            start = parent;
        }
    }

    private Rules RulesOf(ReadOnlySpan<char> name) => rules.TryGetValue(name, out var found) ? found : Rules.None;
}
