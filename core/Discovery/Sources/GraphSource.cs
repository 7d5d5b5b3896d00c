using System.Buffers.Text;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Streams;
using LinkWatch.Urls;

namespace LinkWatch.Discovery.Sources;

/// <summary>
/// Finds who links to a site in Common Crawl's graph of hosts or domains: vertices <c>number TAB reversed-host</c>, edges
/// <c>from TAB to</c>. The vertices are read first, then the edges, then the vertices again for the names.
/// </summary>
internal sealed class GraphSource(Site site)
{
    /// <summary>Linking domains at most; what is more is counted.</summary>
    public const int MaxDomains = 1_000_000;

    private readonly byte[][] ownNames =
        [.. site.Domains.Select(domain => Encoding.ASCII.GetBytes(Reversed(UrlIdentity.BareHost(domain.ToLowerInvariant()).ToString())))];

    private readonly HashSet<long> own = [];
    private readonly HashSet<long> linking = [];

    private delegate bool LineReader(long number, ReadOnlySpan<byte> rest);

    /// <summary>Whether the site is in the graph.</summary>
    public bool IsThere => own.Count > 0;

    public Task ReadVerticesAsync(Stream vertices, SourceCount count, Action? progress, CancellationToken cancellationToken) =>
        ReadAsync(
            vertices, count,
            (number, rest) =>
            {
                var name = NameOf(rest);
                if (name.IsEmpty) return false;
                if (IsOwn(name)) own.Add(number);
                else count.AddOther();
                return true;
            },
            progress, cancellationToken);

    public Task ReadEdgesAsync(Stream edges, SourceCount count, Action? progress, CancellationToken cancellationToken) =>
        ReadAsync(
            edges, count,
            (from, rest) =>
            {
                if (!TryNumber(rest, out var to)) return false;
                if (!own.Contains(to) || own.Contains(from)) count.AddOther();
                else if (linking.Count < MaxDomains) linking.Add(from);
                else if (!linking.Contains(from)) count.LeftOut++;
                return true;
            },
            progress, cancellationToken);

    /// <summary>The home pages of the domains that link to the site; which of their pages do, the graph doesn't say.</summary>
    public async Task<IReadOnlyList<Candidate>> ReadNamesAsync(Stream vertices, Action? progress, CancellationToken cancellationToken)
    {
        var found = new List<Candidate>();
        await ReadAsync(
            vertices, new SourceCount(),
            (number, rest) =>
            {
                if (linking.Contains(number)
                    && WebUrl.TryParse($"https://{Reversed(Encoding.UTF8.GetString(NameOf(rest)))}/", out var home))
                    found.Add(new Candidate(home, CandidateOrigin.CommonCrawl) { IsOriginOnly = true });
                return true;
            },
            progress, cancellationToken);
        return found;
    }

    /// <summary>Whether a line is a vertex (<paramref name="isEdge"/> false) or an edge.</summary>
    public static bool IsLine(ReadOnlySpan<byte> line, bool isEdge)
    {
        if (!TrySplit(line, out _, out var rest)) return false;
        return isEdge ? TryNumber(rest, out _) : !TryNumber(rest, out _) && NameOf(rest).IndexOf((byte)'.') > 0;
    }

    private static Task ReadAsync(
        Stream file, SourceCount count, LineReader read, Action? progress, CancellationToken cancellationToken) =>
        count.ReadAsync(file, new Sink(count, read), ByteLines.MaxLength, progress, cancellationToken);

    private static bool TrySplit(ReadOnlySpan<byte> line, out long number, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (!Utf8Parser.TryParse(line, out number, out var read) || number < 0 || read >= line.Length || line[read] != '\t') return false;
        rest = line[(read + 1)..];
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        Utf8Parser.TryParse(text, out number, out var read) && read == text.Length && number >= 0;

    /// <summary>Domains have a third column: how many hosts they have.</summary>
    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> rest) =>
        rest.IndexOf((byte)'\t') is >= 0 and var tab ? rest[..tab] : rest;

    private static string Reversed(string name) => string.Join('.', name.Split('.').Reverse());

    private bool IsOwn(ReadOnlySpan<byte> name)
    {
        foreach (var ownName in ownNames)
        {
            if (name.StartsWith(ownName) && (name.Length == ownName.Length || name[ownName.Length] == '.')) return true;
        }

        return false;
    }

    private sealed class Sink(SourceCount count, LineReader read) : ILineSink
    {
        public void TakeLine(ReadOnlySpan<byte> line)
        {
            count.Next(isBlank: line.IsEmpty);
            if (!line.IsEmpty && (!TrySplit(line, out var number, out var rest) || !read(number, rest))) count.AddMalformed();
        }

        public void TakeOverlongLine()
        {
            count.Next(isBlank: false);
            count.AddMalformed();
        }
    }
}
