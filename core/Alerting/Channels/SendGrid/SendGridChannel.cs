using LinkWatch.Alerting.Delivery;
using SendGrid;

namespace LinkWatch.Alerting.Channels;

/// <summary>
/// Mails through SendGrid's v3 API, an envelope for each owner. The API knows no idempotency key: the delivery's row comes
/// first, and the alert's id goes along.
/// </summary>
/// <param name="options">Key, sender, host.</param>
/// <param name="http">Connections of ours: no redirects, only addresses that may be connected to.</param>
/// <param name="time">For time limits and for when a rate limit ends.</param>
public sealed class SendGridChannel(SendGridOptions options, HttpClient http, TimeProvider time) : IAlertChannel
{
    private const string NoOwner = "the site has no owner's address: add one with 'site set --owner'";
    private readonly SendGridClient client = new(http, new SendGridClientOptions { ApiKey = options.Key, Host = options.Host });

    public string Name => "sendgrid";

    public async Task<DeliveryOutcome> DeliverAsync(AlertMail mail, CancellationToken cancellationToken)
    {
        if (mail.To.Count == 0)
            return mail.Site.Owners.Count == 0
                ? new DeliveryOutcome(DeliveryResult.Failed, NoOwner)
                : new DeliveryOutcome(DeliveryResult.Accepted);
        var ends = new List<End>();
        foreach (var owners in mail.To.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(SendGridMail.MaxOwners))
        {
            var reply = await SendAsync(mail, owners, ends, cancellationToken);
            if (reply.IsForAll) break;
        }

        return OutcomeOf(mail, ends);
    }

    /// <summary>One bad address makes SendGrid refuse all: the others are sent again without those that it names.</summary>
    private async Task<SendGridReply> SendAsync(AlertMail mail, string[] owners, List<End> ends, CancellationToken cancellationToken)
    {
        var reply = await RequestAsync(mail, owners, cancellationToken);
        var refused = reply.RefusedEnvelopes.Where(place => place < owners.Length).Select(place => owners[place]).ToList();
        if (refused.Count == 0 || refused.Count == owners.Length)
        {
            await AddAsync(mail, ends, new End(owners, reply));
            return reply;
        }

        await AddAsync(mail, ends, new End(refused, reply));
        return await SendAsync(mail, [.. owners.Except(refused)], ends, cancellationToken);
    }

    private static async Task AddAsync(AlertMail mail, List<End> ends, End end)
    {
        ends.Add(end);
        if (end.Reply.Result == DeliveryResult.Retry) return;
        var owners = mail.To.Where(owner => end.Owners.Contains(owner, StringComparer.OrdinalIgnoreCase)).ToList();
        await mail.SettleAsync(new(owners, end.Reply.Result == DeliveryResult.Accepted));
    }

    private async Task<SendGridReply> RequestAsync(AlertMail mail, string[] owners, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await client.SendEmailAsync(SendGridMail.Of(mail, owners, options), either.Token);
            using var body = response.Body;
            return await SendGridReply.OfAsync(response, options, time.GetUtcNow(), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendGridReply.Unreached($"no answer within {options.Timeout.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return SendGridReply.Unreached(e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
        }
    }

    /// <summary>The delivery goes on as long as one owner can still get the mail.</summary>
    private static DeliveryOutcome OutcomeOf(AlertMail mail, List<End> ends)
    {
        var retry = ends.Find(end => end.Reply.Result == DeliveryResult.Retry);
        var result = retry is not null ? DeliveryResult.Retry
            : ends.Exists(end => end.Reply.Result == DeliveryResult.Accepted) ? DeliveryResult.Accepted
            : DeliveryResult.Failed;
        var settled = ends.Where(end => end.Reply.Result != DeliveryResult.Retry).SelectMany(end => end.Owners).ToHashSet(
            StringComparer.OrdinalIgnoreCase);
        return new DeliveryOutcome(result, string.Join("; ", ends.Select(NoteOf)), retry?.Reply.RetryAfter)
        {
            Settled = [.. mail.To.Where(settled.Contains)]
        };
    }

    private static string NoteOf(End end) =>
        end.Reply.RefusedEnvelopes.Count > 0 ? $"{string.Join(", ", end.Owners)}: {end.Reply.Note}" : end.Reply.Note;

    private sealed record End(IReadOnlyList<string> Owners, SendGridReply Reply);
}

/// <summary>How channel <c>sendgrid</c> sends.</summary>
/// <param name="Key">An API key that may send mail.</param>
/// <param name="Mail">The sender, whom SendGrid wants verified, and the ways out.</param>
public sealed record SendGridOptions(string Key, MailOptions Mail)
{
    /// <summary>For accounts in the EU: <c>https://api.eu.sendgrid.com</c>.</summary>
    public string Host { get; init; } = "https://api.sendgrid.com";

    /// <summary>SendGrid checks requests and sends nothing.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>For one request, from connecting to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Records print their members; a key is none to print.</summary>
    public override string ToString() => $"SendGrid at {Host}";
}
