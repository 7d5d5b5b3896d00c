using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>The mail server of one stage: what it accepted, as text.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly SmtpSink sink;

    public Mailbox() => sink = SmtpSink.Start(line => line == SmtpSink.EndOfData && Holds ? SmtpSink.Silence : null);

    /// <summary>Whether mails are taken and not accepted: their senders wait.</summary>
    public bool Holds { get; set; }

    public int Port => sink.Port;

    /// <summary>Ends when a sender waits.</summary>
    public Task IsHolding => sink.IsSilent;

    public IReadOnlyList<string> Texts => [.. sink.Mails.Select(mail =>
        StrictMail.Parse(mail.Data).Parts.First(part => part.Type.StartsWith("text/plain", StringComparison.Ordinal)).Text)];

    public ValueTask DisposeAsync() => sink.DisposeAsync();
}
