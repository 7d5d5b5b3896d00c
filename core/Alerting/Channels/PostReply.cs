using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using LinkWatch.Fetching;
using LinkWatch.Urls;

namespace LinkWatch.Alerting.Channels;

/// <summary>What the answer to a posted alert means for its delivery.</summary>
/// <param name="url">Where it was posted: only its host is ever shown.</param>
/// <param name="setting">The setting that holds the address.</param>
/// <param name="whenRefused">What to check if the receiver answers 401 or 403.</param>
/// <param name="time">Resolves a <c>Retry-After</c>.</param>
/// <param name="secrets">What else of the request must not be shown.</param>
internal sealed class PostReply(WebUrl url, string setting, string whenRefused, TimeProvider time, params IEnumerable<string?> secrets)
{
    private const int MaxWords = 200;

    private readonly Redaction redaction = new(url, secrets);

    public DeliveryOutcome OutcomeOf(PostAnswer answer)
    {
        var host = url.Authority;
        return answer switch
        {
            { Failure: { } failure } => new(DeliveryResult.Retry, $"{host} was not reached: {Words(failure.Detail)}"),
            { Status: >= 200 and < 300 } => new(DeliveryResult.Accepted, $"{host} answered {answer.Status}"),
            { Status: 408 or 425 or 429 or >= 500 } => new(DeliveryResult.Retry, Complaint(answer), WaitOf(answer)),
            { Status: >= 300 and < 400 } => new(DeliveryResult.Failed, $"{host} answered {answer.Status}, a redirect{Elsewhere(answer)}: "
                + $"redirects are not followed, set {setting} to the final address"),
            { Status: 401 or 403 } => new(DeliveryResult.Failed, $"{Complaint(answer)}; {whenRefused}"),
            { Status: 404 or 410 } => new(DeliveryResult.Failed, $"{Complaint(answer)}; nothing is there: correct {setting}"),
            _ => new(DeliveryResult.Failed, $"{Complaint(answer)}; the receiver must answer 2xx: see its log"),
        };
    }

    /// <summary>Only a time that the receiver names itself; otherwise our own pauses apply.</summary>
    private TimeSpan? WaitOf(PostAnswer answer) =>
        answer.Headers.First("Retry-After") is null ? null : RetryAfter.Of(answer.Status, answer.Headers, time.GetUtcNow());

    private string Complaint(PostAnswer answer)
    {
        var words = Words(answer.Text);
        return $"{url.Authority} answered {answer.Status}{(words.Length > 0 ? ": " + words : "")}";
    }

    /// <summary>Secrets go once characters that nobody sees cannot part them any more, and before the text is cut.</summary>
    private string Words(string text) => PlainText.OneLine(redaction.Of(PlainText.OneLine(text, text.Length)), MaxWords);

    private string Elsewhere(PostAnswer answer) =>
        WebUrl.TryParse(answer.Headers.First("Location"), url, out var to) && to.Authority != url.Authority
            ? $" to {PlainText.OneLine(to.Authority)}"
            : "";
}
