using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Fetching;

/// <summary>What one request for robots.txt brought: a file, that there is none, or trouble.</summary>
/// <param name="FetchedAt">When.</param>
/// <param name="Until">How long it is believed.</param>
/// <param name="File">Its bytes: parsed at each question, for rules take many times the room; empty if there is none.</param>
/// <param name="Trouble">Why it could not be reached, or null.</param>
internal sealed record RobotsCopy(DateTimeOffset FetchedAt, DateTimeOffset Until, byte[] File, FetchFailure? Trouble)
{
    /// <summary>When the trouble began.</summary>
    public DateTimeOffset? UnreachableSince { get; init; }

    /// <summary>How long the answer was waited for.</summary>
    public TimeSpan Waited { get; init; }

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Failures are kept too, at least this long, or every page of a failing host would ask again.</summary>
    private static readonly TimeSpan TroubleLifetime = TimeSpan.FromMinutes(10);

    public static RobotsCopy Of(Fetched fetched, DateTimeOffset now)
    {
        if (TroubleOf(fetched) is { } trouble)
        {
            var asked = RetryAfter.Of(fetched.HttpStatus, fetched.Headers, now);
            var until = now + (asked > TroubleLifetime ? asked.Value : TroubleLifetime);
            return new RobotsCopy(now, until, [], trouble) { Waited = fetched.Elapsed };
        }

        var isFile = fetched is { Failure: null, HttpStatus: >= 200 and < 300 };
        return new RobotsCopy(now, now + Lifetime, isFile ? fetched.Body.ToArray() : [], null);
    }

    public RobotsVerdict Evaluate(string agent, WebUrl page) => RobotsRules.Parse(File).Evaluate(agent, page);

    private static FetchFailure? TroubleOf(Fetched fetched) => fetched switch
    {
        // RFC 9309, 2.3.1.2: too many redirects mean that there is none.
        { Failure.Reason: Reason.RedirectLoop } => null,
        { Failure: { } failure } => failure,
        { HttpStatus: 429 or >= 500 } => new FetchFailure(Reason.RobotsRefused, $"answered {fetched.HttpStatus}"),
        { HttpStatus: < 200 or >= 300 } => null,
        { End: BodyEnd.TimedOut } => new FetchFailure(Reason.Timeout, "it did not arrive in time"),
        { End: BodyEnd.Cut, IsEndedByClose: false } => new FetchFailure(Reason.Unreadable, "it arrived in part"),
        _ => null,
    };
}
