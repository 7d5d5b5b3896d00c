using System.Runtime.InteropServices;

namespace LinkWatch.Urls;

/// <summary>
/// The domain that someone registered, by the rules of the Public Suffix List (https://publicsuffix.org): what links are counted by.
/// </summary>
public sealed class PublicSuffix
{
    private const string ListName = "public_suffix_list.dat";

    private readonly Lazy<Dictionary<string, Rules>> rules;

    private PublicSuffix(Lazy<Dictionary<string, Rules>> rules) => this.rules = rules;

    [Flags]
    private enum Rules
    {
        None = 0,
        Name = 1,
        Wildcard = 2,
        Exception = 4,
    }

    /// <summary>The list beside this file, read when it is first asked.</summary>
    public static PublicSuffix BuiltIn { get; } = new(new Lazy<Dictionary<string, Rules>>(() => Index(BuiltInLines())));

    /// <summary>How many names the list has rules for.</summary>
    public int Count => rules.Value.Count;

    /// <summary>Reads the list's own format: a rule a line, <c>*.</c> and <c>!</c> before it, comments after <c>//</c>.</summary>
    public static PublicSuffix Read(IEnumerable<string> lines) => new(new Lazy<Dictionary<string, Rules>>(Index(lines)));

    /// <summary>
    /// The registrable domain of <paramref name="host"/> (any case, Unicode or punycode), in punycode; null of a suffix itself,
    /// an IP address or what is no host.
    /// </summary>
    public string? RegistrableDomain(string host)
    {
        var name = ToName(host);
        if (name is null || name.StartsWith('[') || Ipv4Host.EndsInNumber(name) || name.Split('.').Contains("", StringComparer.Ordinal))
            return null;
        var suffix = SuffixStart(name);
        return suffix == 0 ? null : name[(name.LastIndexOf('.', suffix - 2) + 1)..];
    }

    /// <summary>
    /// What <paramref name="host"/> counts as among referring domains: its registrable domain, or itself if there is none.
    /// </summary>
    public string ReferringDomain(string host) => RegistrableDomain(host) ?? host;

    private static string? ToName(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        return System.Text.Ascii.IsValid(name) ? name.ToLowerInvariant() : Idna.ToAscii(name);
    }

    private static IEnumerable<string> BuiltInLines()
    {
        using var reader = new StreamReader(typeof(PublicSuffix).Assembly.GetManifestResourceStream(ListName)!);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static Dictionary<string, Rules> Index(IEnumerable<string> lines)
    {
        var byName = new Dictionary<string, Rules>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var rule = line.Trim().Split([' ', '\t'], 2)[0];
            if (rule.Length == 0 || rule.StartsWith("//", StringComparison.Ordinal)) continue;
            var (name, kind) = Parse(rule);
            CollectionsMarshal.GetValueRefOrAddDefault(byName, name, out _) |= kind;
        }

        return byName;
    }

    private static (string Name, Rules Rule) Parse(string rule) => rule switch
    {
        ['*', '.', .. var name] => (ToName(name) ?? name, Rules.Wildcard),
        ['!', .. var name] => (ToName(name) ?? name, Rules.Exception),
        _ => (ToName(rule) ?? rule, Rules.Name),
    };

    /// <summary>Where the public suffix begins: by the longest matching rule, or the last label if none matches.</summary>
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

    private Rules RulesOf(ReadOnlySpan<char> name) =>
        rules.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : Rules.None;
}
