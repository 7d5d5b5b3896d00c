namespace LinkWatch.Robots;

/// <summary>What a robots.txt says of one address to one agent.</summary>
/// <param name="IsAllowed">Whether the agent may fetch it.</param>
/// <param name="Rule">
/// The line that decided, as written without its comment (<c>Disallow: /private/</c>); null where no rule matched.
/// </param>
/// <param name="Line">The number of that line, from 1; null where no rule matched.</param>
public sealed record RobotsVerdict(bool IsAllowed, string? Rule = null, int? Line = null);
