using LinkWatch.Fetching;
using LinkWatch.Html;
using LinkWatch.Judging;

namespace LinkWatch.Checking;

/// <summary>One page as it arrived and was read, with what is needed to read it again or to keep it. Dispose gives the body back.</summary>
internal sealed class FetchedPage(PageAnswer answer, Fetched? fetched = null) : IDisposable
{
    /// <summary>What is judged; it grows as more is learned.</summary>
    public PageAnswer Answer { get; set; } = answer;

    /// <summary>For another reader; null where there is no body to read.</summary>
    public PageSource? Source { get; init; }

    /// <summary>The headers that came, which are not all those that are judged where the page is unchanged.</summary>
    public HttpFields Headers { get; } = fetched?.Headers ?? HttpFields.Empty;

    public int? HttpStatus { get; } = fetched?.HttpStatus;

    /// <summary>Decompressed, as much as arrived; gone with the page.</summary>
    public ReadOnlyMemory<byte> Body => fetched?.Body ?? default;

    public string? BodyHash { get; init; }

    /// <summary>304, or the same bytes as before: the stored reading stands for it.</summary>
    public bool IsUnchanged { get; init; }

    public bool SentValidators { get; init; }

    public void Dispose() => fetched?.Dispose();
}
