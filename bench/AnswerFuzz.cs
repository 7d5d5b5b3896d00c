using System.Diagnostics;
using LinkWatch.Checking;
using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Html.Scanning;
using LinkWatch.Judging;
using LinkWatch.Links;
using LinkWatch.Robots;
using LinkWatch.Urls;

namespace LinkWatch.Bench;

/// <summary>
/// Visits pages whose answers are broken, without a network: whatever the server sends, the tolerant exchange neither crashes nor hangs,
/// no page that has the link is lost, cut off before it or not, and no link is invented.
/// </summary>
public sealed class AnswerFuzz : IDisposable
{
    private const int Shown = 10;
    private const int MaxBytes = 5 * 1024 * 1024;

    private static readonly WebUrl Page = WebUrl.Parse("https://source.example/dir/page.html");

    private readonly TimeSpan deadline;
    private readonly SortedDictionary<string, int> statuses = new(StringComparer.Ordinal);
    private readonly BodyReaders readers =
        new(new Scanner(), new AngleSharpReader(TimeProvider.System), new HtmlAgilityPackReader(TimeProvider.System), trees: 1);

    /// <param name="deadline">The most time that one answer may take.</param>
    public AnswerFuzz(TimeSpan deadline) => this.deadline = deadline;

    /// <summary>What the pages link to.</summary>
    public static LinkTarget Target { get; } = new(WebUrl.Parse(ScannerFuzz.Address));

    /// <summary>How many verdicts there were of each kind, on pages with the link and without.</summary>
    public IReadOnlyDictionary<string, int> Statuses => statuses;

    public void Dispose() => readers.Dispose();

    internal static async Task<int> RunAsync(int answers, int seed, int? only)
    {
        using var fuzz = new AnswerFuzz(TimeSpan.FromSeconds(2));
        var clock = Stopwatch.StartNew();
        var faults = 0;
        for (var i = only ?? 0; i < (only + 1 ?? answers); i++)
        {
            if (await fuzz.TryAsync(seed, i) is not { } fault) continue;
            if (faults++ < Shown) Console.WriteLine($"answer {i}: {fault}");
        }

        Console.WriteLine($"{answers} broken answers with seed {seed}, {clock.Elapsed.TotalSeconds:0} s: {faults} faults");
        Console.WriteLine(string.Join(", ", fuzz.statuses.Select(status => $"{status.Key} {status.Value}")));
        return faults == 0 ? 0 : 1;
    }

    /// <summary>
    /// What is wrong with what was made of the answer that <paramref name="seed"/> and <paramref name="index"/> name, or null.
    /// </summary>
    public async Task<string?> TryAsync(int seed, int index)
    {
        var random = new Random(unchecked((seed * 1_000_003) + index));
        var answer = BrokenAnswer.Of(random);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var log = new ErrorLog();
            var web = new OneAnswer(answer, random);
            var visitor = new PageVisitor(web, web, readers, new RecentFrontPages(), TimeProvider.System, log);
            var visit = await visitor.VisitAsync(new VisitRequest { Url = Page, Targets = [Target] }, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(start);
            return log.Error ?? Wrong(visit.Verdicts[0], answer) ?? (took > deadline ? $"took {took.TotalSeconds:0.0} s" : null);
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private string? Wrong(Verdict verdict, BrokenAnswer answer)
    {
        var key = $"{verdict.Status.Name()} {(answer.IsLinked ? "with the link" : "without it")}{(answer.IsCut ? ", cut" : "")}";
        statuses[key] = statuses.GetValueOrDefault(key) + 1;
        if (verdict.Status == Status.Lost && answer.IsLinked) return $"lost ({string.Join("; ", verdict.Evidence)})";
        return verdict.Links.Count > 0 && !answer.IsLinked ? "a link was invented" : null;
    }

    /// <summary>A web of one page, whose bytes arrive in pieces.</summary>
    private sealed class OneAnswer(BrokenAnswer answer, Random random) : IFetcher, IRobotsSource
    {
        public async Task<Fetched> FetchAsync(WebUrl url, Validators? validators, TimeSpan budget, CancellationToken cancellationToken)
        {
            RawResponse raw;
            try
            {
                using var connection = new Pieces(answer.Bytes, random);
                raw = await TolerantExchange.ReadAsync(connection, MaxBytes, cancellationToken);
            }
            catch (IOException e)
            {
                raw = RawResponse.Failed(e, cancellationToken);
            }

            return new Fetched(raw.Body is { } body ? body.Return : null)
            {
                Requested = url,
                Final = url,
                Failure = raw.Failure,
                HttpStatus = raw.Status,
                Headers = raw.Headers,
                Body = raw.Body?.Bytes ?? default,
                End = raw.End,
                IsEndedByClose = raw.IsEndedByClose,
            };
        }

        public Task<RobotsStanding> AskAsync(
            WebUrl page, RobotsStanding? known, bool fresh, TimeSpan budget, CancellationToken cancellationToken) =>
            Task.FromResult(new RobotsStanding());
    }

    /// <summary>Reads give fewer bytes than asked for; some connections are reset in the end.</summary>
    private sealed class Pieces(byte[] bytes, Random random) : MemoryStream(bytes, writable: false)
    {
        private readonly bool isReset = random.Next(30) == 0;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 2000))], cancellationToken);
            return read == 0 && isReset ? throw new IOException("reset") : read;
        }
    }
}
