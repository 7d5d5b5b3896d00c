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
