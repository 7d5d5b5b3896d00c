using LinkWatch.Fetching;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Reporting;

/// <summary>What <c>linkwatch robots</c> prints: for each address, in the order given, whether a robots.txt lets an agent in.</summary>
public static class RobotsLines
{
    /// <param name="file">The robots.txt.</param>
    /// <param name="agent">The agent's product token, such as <c>Googlebot</c>.</param>
    /// <param name="urls">Addresses as typed: they are compared as written (<see cref="RobotsRules.Evaluate(string, string)"/>); for our
    /// own agent as a visit would compare them.</param>
    public static IEnumerable<RobotsAnswer> For(ReadOnlySpan<byte> file, string agent, IEnumerable<string> urls)
    {
        var rules = RobotsRules.Parse(file);
        var isOurs = agent.Equals(new FetchOptions().Agent, StringComparison.OrdinalIgnoreCase);
        return urls.Select(url =>
        {
            var verdict = isOurs && WebUrl.TryParse(url, out var page) ? rules.Evaluate(agent, page) : rules.Evaluate(agent, url);
            return new RobotsAnswer(url, verdict.IsAllowed, verdict.Rule, verdict.Line);
        });
    }
}

/// <summary>One address and what was decided, by which rule line. As text: <c>allowed</c> or <c>disallowed</c>.</summary>
public sealed record RobotsAnswer(string Url, bool Allowed, string? Rule, int? Line)
{
    public override string ToString() => Allowed ? "allowed" : "disallowed";
}
