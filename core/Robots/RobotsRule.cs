namespace LinkWatch.Robots;

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
        Written = RobotsPath.WrittenPattern(pattern);
    }

    public bool IsAllow { get; }

    /// <summary>Escapes in upper case, other than ASCII escaped.</summary>
    public string Pattern { get; }

    /// <summary><see cref="Pattern"/> with escapes as RFC 9309 § 2.2.2 compares them; the same string where nothing differs.</summary>
    public string Normal { get; }

    /// <summary><see cref="Pattern"/> for an address as written; the same string where nothing differs.</summary>
    public string Written { get; }

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
