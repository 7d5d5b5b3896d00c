using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;
using SendGrid;

namespace LinkWatch.Alerting.Channels;

/// <summary>What SendGrid's answer means for a delivery.</summary>
/// <param name="Result">Accepted, to be tried again, or refused for good.</param>
/// <param name="Note">For the operator: the message's id, or what is wrong and what to do.</param>
/// <param name="RetryAfter">When SendGrid said so.</param>
internal sealed record SendGridReply(DeliveryResult Result, string Note, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);
    private static readonly Regex Envelope = new(
        @"^personalizations\.(?<index>[0-9]{1,4})\.",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The refused envelopes, if SendGrid named them: the rest can be sent without these.</summary>
    public IReadOnlyList<int> RefusedEnvelopes { get; init; } = [];

    /// <summary>Whether it is about the account and not the mail: others need not be tried now.</summary>
    public bool IsForAll => Result == DeliveryResult.Retry || IsAccountRefused;

    private bool IsAccountRefused { get; init; }

    public static SendGridReply Unreached(string why) => new(DeliveryResult.Retry, PlainText.OneLine($"SendGrid was not reached: {why}"));

    public static async Task<SendGridReply> OfAsync(
        Response response, SendGridOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return new(DeliveryResult.Accepted, options.IsSandbox
                ? "sandbox: SendGrid checked it and sends nothing"
                : $"X-Message-Id {Header(response, "X-Message-Id") ?? "missing"}");
        }

        var errors = ErrorsOf(await response.Body.ReadAsStringAsync(cancellationToken));
        var words = PlainText.OneLine(
            string.Join("; ", errors.Select(error => error.Message)).Replace(options.Key, "…", StringComparison.Ordinal), 250);
        var said = $"SendGrid answered {status}{(words.Length > 0 ? ": " + words : "")}";
        return status switch
        {
            408 or 429 or >= 500 => new(DeliveryResult.Retry, said, WaitOf(response, now)),
            401 => new(DeliveryResult.Failed, $"{said}; set LINKWATCH_SENDGRID_KEY to a key that is valid at {options.Host}")
            {
                IsAccountRefused = true
            },
            403 => new(DeliveryResult.Failed, $"{said}; verify the sender (LINKWATCH_MAIL_FROM) at SendGrid, and let the key send mail")
            {
                IsAccountRefused = true
            },
            400 => new(DeliveryResult.Failed, $"{said}; correct what it names: the sender (LINKWATCH_MAIL_FROM) or an owner's address")
            {
                RefusedEnvelopes = EnvelopesOf(errors)
            },
            >= 300 and < 400 => new(DeliveryResult.Failed, $"{said}, a redirect, which is not followed; correct LINKWATCH_SENDGRID_HOST")
            {
                IsAccountRefused = true
            },
            _ => new(DeliveryResult.Failed, $"{said}; look at LINKWATCH_SENDGRID_HOST and at the account"),
        };
    }

    private static TimeSpan? WaitOf(Response response, DateTimeOffset now)
    {
        if (Header(response, "X-RateLimit-Reset") is { } reset
            && long.TryParse(reset, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return Bounded(DateTimeOffset.FromUnixTimeSeconds(at) - now);
        }

        return Header(response, "Retry-After") is { } text && int.TryParse(
            text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Bounded(TimeSpan.FromSeconds(seconds)) : null;
    }

    private static TimeSpan? Bounded(TimeSpan wait) => wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait;

    private static string? Header(Response response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? PlainText.OneLine(values.ToString(), 100) : null;

    private static List<int> EnvelopesOf(IEnumerable<Error> errors) => errors
        .Select(error => Envelope.Match(error.Field)).Where(match => match.Success)
        .Select(match => int.Parse(match.Groups["index"].Value, NumberStyles.None, CultureInfo.InvariantCulture)).Distinct().ToList();

    /// <summary>What <c>{"errors":[{"message","field"}]}</c> says; text that is none says itself.</summary>
    private static List<Error> ErrorsOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("errors", out var errors)
                || errors.ValueKind != JsonValueKind.Array)
                return [new Error(body, "")];
            return errors.EnumerateArray().Where(error => error.ValueKind == JsonValueKind.Object)
                .Select(error => new Error(TextOf(error, "message"), TextOf(error, "field"))).ToList();
        }
        catch (JsonException)
        {
            return [new Error(body, "")];
        }
    }

    private static string TextOf(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private sealed record Error(string Message, string Field);
}
