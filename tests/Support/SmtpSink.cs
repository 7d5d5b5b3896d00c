using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace LinkWatch.Tests.Support;

/// <summary>
/// A mail server on a free port of 127.0.0.1 that delivers nowhere: what arrived is in <see cref="Mails"/>, bytes as sent. What
/// it answers to a sender, a receiver, a mail or a login can be replaced; <see cref="SmtpScript"/> plays what no server does.
/// </summary>
public sealed class SmtpSink : MessageStore, IMailboxFilter, IUserAuthenticator, IAsyncDisposable
{
    public const string EndOfData = ".";

    /// <summary>In place of an answer: the connection ends.</summary>
    public const string Drop = "(drop)";

    /// <summary>In place of an answer: nothing, and the connection stays.</summary>
    public const string Silence = "(silence)";

    private readonly Func<string, string?> instead;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;

    private SmtpSink(Func<string, string?> instead, SmtpSinkTls? tls, bool isLoginNeeded)
    {
        this.instead = instead;
        var options = new SmtpServerOptionsBuilder().ServerName("sink.example").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).AllowUnsecureAuthentication().AuthenticationRequired(isLoginNeeded);
            if (tls is null) return;
            endpoint.Certificate(tls.Certificate).IsSecure(tls.IsImplicit).SupportedSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13);
        });
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, started) => Port = ((IPEndPoint)started.LocalEndPoint).Port;
        var services = new ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        services.Add((IUserAuthenticator)this);
        services.Add((IEndpointListenerFactory)listeners);
        var server = new SmtpServer.SmtpServer(options.Build(), services);
        server.SessionCreated += (_, session) =>
        {
            Sessions.Enqueue(session.Context.SessionId);
            session.Context.CommandExecuting += (_, executing) => Commands.Enqueue(executing.Command.Name);
        };
        serving = server.StartAsync(stop.Token);
    }

    public int Port { get; private set; }

    public ConcurrentQueue<Mail> Mails { get; } = [];

    /// <summary>One for each connection.</summary>
    public ConcurrentQueue<Guid> Sessions { get; } = [];

    public ConcurrentQueue<string> Commands { get; } = [];

    public ConcurrentQueue<(string User, string Password)> Logins { get; } = [];

    /// <summary>Ends when a client waits for an answer that does not come.</summary>
    public Task IsSilent => silent.Task;

    /// <summary>Ends when that client hung up.</summary>
    public Task IsLeft => left.Task;

    /// <param name="instead">
    /// What is answered to <c>MAIL</c>, <c>RCPT</c> and <c>AUTH</c>, each with the address or user, or to <see cref="EndOfData"/>;
    /// null for what is usual.
    /// </param>
    /// <param name="tls">Null: the server offers none.</param>
    /// <param name="isLoginNeeded">Whether mails are refused before a login.</param>
    public static SmtpSink Start(Func<string, string?>? instead = null, SmtpSinkTls? tls = null, bool isLoginNeeded = false) =>
        new(instead ?? (_ => null), tls, isLoginNeeded);

    public async Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
        await IsUsualAsync($"MAIL {from.AsAddress()}", context, cancellationToken);

    public async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        await IsUsualAsync($"RCPT {to.AsAddress()}", context, cancellationToken);

    public async Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
    {
        Logins.Enqueue((user, password));
        return await IsUsualAsync($"AUTH {user}", context, cancellationToken);
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        // The line break before the dot is the mail's (RFC 5321, 4.1.1.4), but the server keeps it.
        byte[] data = [.. buffer.ToArray(), .. "\r\n"u8];
        if (await InsteadAsync(EndOfData, context, cancellationToken) is { } answer) return answer;
        Mails.Enqueue(new Mail(transaction.From.AsAddress(), [.. transaction.To.Select(to => to.AsAddress())], data));
        return SmtpResponse.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        stop.Dispose();
    }

    private async Task<bool> IsUsualAsync(string command, ISessionContext context, CancellationToken cancellationToken) =>
        await InsteadAsync(command, context, cancellationToken) is { } answer ? throw new SmtpResponseException(answer) : true;

    private async Task<SmtpResponse?> InsteadAsync(string command, ISessionContext context, CancellationToken cancellationToken)
    {
        if (instead(command) is not { } answer) return null;
        if (answer is not (Drop or Silence))
        {
            return new SmtpResponse((SmtpReplyCode)int.Parse(answer.AsSpan(0, 3), CultureInfo.InvariantCulture), answer[4..]);
        }

        if (answer == Silence)
        {
            silent.TrySetResult();
            await ReadToEndAsync(context, cancellationToken);
            left.TrySetResult();
        }

        context.Pipe.Dispose();
        throw new IOException("the connection is ended");
    }

    private static async Task ReadToEndAsync(ISessionContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await context.Pipe.Input.ReadAsync(cancellationToken);
            context.Pipe.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    /// <summary>A mail as it arrived.</summary>
    public sealed record Mail(string From, IReadOnlyList<string> To, byte[] Data);
}

/// <summary>How a sink encrypts: by STARTTLS, or from the first byte.</summary>
public sealed record SmtpSinkTls(X509Certificate2 Certificate, bool IsImplicit);
