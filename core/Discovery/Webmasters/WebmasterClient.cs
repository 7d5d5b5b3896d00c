using System.Net;
using System.Text.Json;
using LinkWatch.Links;

namespace LinkWatch.Discovery.Webmasters;

/// <summary>Asks a service for JSON, again if it is busy.</summary>
/// <param name="name">What owners call the service.</param>
/// <param name="client">Bounds nothing by itself.</param>
/// <param name="time">Measures pauses.</param>
/// <param name="explain">What an answer that is an error means, if the service says more than its status; null if it doesn't.</param>
internal sealed class WebmasterClient(string name, HttpClient client, TimeProvider time, Func<string, string?> explain)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private const int MaxTries = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    /// <summary>Who wants us to wait longer is asked another day.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <exception cref="WebmasterException">It refuses, or can't be reached.</exception>
    public async Task<T> GetAsync<T>(Uri address, string? authorization, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var pause = FirstPause * (1 << (tries - 1));
            string problem;
            try
            {
                using var limit = new CancellationTokenSource(Timeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                var body = await ReadAsync(answer, either.Token);
                if (answer.IsSuccessStatusCode) return Read<T>(body);
                var isBusy = answer.StatusCode is HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500;
                problem = explain(body) ?? $"answers HTTP {(int)answer.StatusCode}";
                if (!isBusy) throw new WebmasterException($"{name} {problem}");
                if (answer.Headers.RetryAfter is { } after) pause = after.Delta ?? after.Date - time.GetUtcNow() ?? pause;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                problem = $"can't be reached: {TextCut.To(e.Message, 200).ReplaceLineEndings(" ")}";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = $"did not answer within {Timeout.TotalSeconds:0} seconds";
            }

            if (tries == MaxTries || pause > LongestPause) throw new WebmasterException($"{name} {problem}; try again later");
            if (pause > TimeSpan.Zero) await Task.Delay(pause, time, cancellationToken);
        }
    }

    private T Read<T>(string body)
    {
        try
        {
            return Json.Read<T>(body);
        }
        catch (JsonException e)
        {
            throw Undocumented(e);
        }
    }

    /// <summary>The answer is not as the service's documentation says.</summary>
    public WebmasterException Undocumented(Exception? inner = null) => new($"{name} answers something that is not documented", inner);

    private async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (bytes.Length + read > MaxBytes) throw new WebmasterException($"{name} answers more than {MaxBytes / 1024 / 1024} MiB");
            bytes.Write(buffer, 0, read);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
