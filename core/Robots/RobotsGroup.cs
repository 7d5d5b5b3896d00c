namespace LinkWatch.Robots;

/// <summary>Agents named in a row and the rules that follow. All groups that name an agent count as one for it.</summary>
internal sealed class RobotsGroup
{
    private readonly HashSet<string> agents = new(StringComparer.OrdinalIgnoreCase);

    public bool IsForAll { get; private set; }

    public List<RobotsRule> Rules { get; } = [];

    public bool IsFor(string agent) => agents.Contains(agent);

    /// <summary>
    /// Adds what a User-agent line says: its leading letters, <c>-</c> and <c>_</c> (<c>Foo/1.0</c> is <c>Foo</c>), or <c>*</c>,
    /// also with more words behind.
    /// </summary>
    public void Name(ReadOnlySpan<byte> value)
    {
        if (value is [(byte)'*'] or [(byte)'*', (byte)' ' or (>= 9 and <= 13), ..])
        {
            IsForAll = true;
            return;
        }

        var length = 0;
        while (length < value.Length && (char.IsAsciiLetter((char)value[length]) || value[length] is (byte)'-' or (byte)'_')) length++;
        if (length > 0) agents.Add(System.Text.Encoding.ASCII.GetString(value[..length]));
    }

    public void Add(RobotsLine line)
    {
        // An empty pattern (`Disallow:`) matches everything and outranks nothing; it only ends the run of agents.
        var rule = new RobotsRule(line);
        Rules.Add(rule);
        if (rule.AsFolder() is { } folder) Rules.Add(folder);
    }
}

/// <summary>One Allow or Disallow.</summary>
internal sealed class RobotsRule
{
    public RobotsRule(RobotsLine line)
        : this(line.Field == RobotsField.Allow, RobotsPattern.Escape(line.Value), line.Text, line.Number)
    {
    }

    private RobotsRule(bool isAllow, string pattern, string line, int number)
    {
        (IsAllow, Pattern, Line, Number) = (isAllow, pattern, line, number);
        Normal = RobotsPath.NormalPattern(pattern);
        Standard = RobotsPath.WithEscapedDollars(Normal);
    }

    public bool IsAllow { get; }

    /// <summary>Escapes in upper case, other than ASCII escaped.</summary>
    public string Pattern { get; }

    /// <summary><see cref="Pattern"/> with escapes as RFC 9309 § 2.2.2 compares them; the same string where nothing differs.</summary>
    public string Normal { get; }

    /// <summary>The same for a path in which <c>*</c> and <c>$</c> are escaped (§ 2.2.3).</summary>
    public string Standard { get; }

    /// <summary>The line as written, for evidence.</summary>
    public string Line { get; }

    public int Number { get; }

    /// <summary>The longer pattern decides, and an Allow among equals. An empty pattern decides nothing.</summary>
    public bool Outranks(RobotsRule? other) =>
        Pattern.Length > (other?.Pattern.Length ?? 0) || (IsAllow && other is { IsAllow: false } && Pattern.Length == other.Pattern.Length);

    /// <summary>Google reads <c>Allow: /folder/index.html</c> as allowing <c>/folder/</c> too.</summary>
    public RobotsRule? AsFolder()
    {
        var slash = IsAllow ? Pattern.LastIndexOf('/') : -1;
        return slash >= 0 && Pattern.AsSpan(slash).StartsWith("/index.htm") ? new(true, Pattern[..(slash + 1)] + "$", Line, Number) : null;
    }
}
