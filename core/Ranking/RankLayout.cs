using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace LinkWatch.Ranking;

/// <summary>Where a rank list has its positions and domains.</summary>
/// <param name="Kind">Whose list it is.</param>
/// <param name="Separator">What stands between two columns.</param>
/// <param name="PositionColumn">The column of the position, from 0.</param>
/// <param name="DomainColumn">The column of the domain, from 0.</param>
/// <param name="HasHeader">Whether the first line names the columns.</param>
internal readonly record struct RankLayout(RankKind Kind, byte Separator, int PositionColumn, int DomainColumn, bool HasHeader)
{
    private const int CommonCrawlColumns = 6;

    private int LastColumn => Math.Max(PositionColumn, DomainColumn);

    /// <param name="firstLine">The list's first line.</param>
    /// <param name="wanted">The kind that it is said to be; null for what its first line looks like.</param>
    /// <exception cref="RankListException">It is none that is known, or not the one that was said.</exception>
    public static RankLayout Of(ReadOnlySpan<byte> firstLine, RankKind? wanted)
    {
        var recognised = Recognise(Encoding.UTF8.GetString(firstLine));
        return (recognised, wanted) switch
        {
            ({ } layout, { } kind) when layout.Kind != kind =>
                throw new RankListException($"its first line is one of {layout.Kind.Title()}, not of {kind.Title()}"),
            ({ } layout, _) => layout,
            (_, RankKind.CommonCrawl) => new RankLayout(RankKind.CommonCrawl, (byte)'\t', 0, 4, HasHeader: false),
            (_, RankKind.Tranco) => new RankLayout(RankKind.Tranco, (byte)',', 0, 1, HasHeader: false),
            (_, { } kind) => throw new RankListException($"its first line isn't the header of {kind.Title()}"),
            _ => throw new RankListException("its first line is of no rank list that is known; say whose list it is with --kind, "
                + $"one of {string.Join(", ", RankKinds.All.Select(RankKinds.Name))}"),
        };
    }

    /// <returns>Whether the line has a position and a domain.</returns>
    public bool TryParse(ReadOnlySpan<byte> line, out ulong hash, out uint position)
    {
        hash = 0;
        position = 0;
        ReadOnlySpan<byte> domain = default;
        for (var column = 0; ; column++)
        {
            var end = line.IndexOf(Separator);
            var field = end < 0 ? line : line[..end];
            if (column == DomainColumn) domain = Unquoted(field);
            if (column == PositionColumn && !TryPosition(Unquoted(field), out position)) return false;
            if (column == LastColumn) return RankName.TryHash(domain, Kind == RankKind.CommonCrawl, out hash);
            if (end < 0) return false;
            line = line[(end + 1)..];
        }
    }

    private static RankLayout? Recognise(string line)
    {
        var separator = line.Contains('\t', StringComparison.Ordinal) ? '\t' : line.Contains(',', StringComparison.Ordinal) ? ',' : ' ';
        var columns = line.Split(separator).Select(column => column.Trim().Trim('"').TrimStart('#').ToLowerInvariant()).ToList();
        RankLayout Named(RankKind kind, string position, string domain) =>
            new(kind, (byte)separator, columns.IndexOf(position), columns.IndexOf(domain), HasHeader: true);
        if (columns.Contains("harmonicc_pos") && columns.Contains("host_rev"))
        {
            return columns.Contains("n_hosts")
                ? Named(RankKind.CommonCrawl, "harmonicc_pos", "host_rev")
                : throw new RankListException("it has the ranks of hosts; take Common Crawl's file of domain ranks");
        }

        if (columns.Contains("globalrank") && columns.Contains("domain")) return Named(RankKind.Majestic, "globalrank", "domain");
        if (columns is ["rank", "domain", "open page rank", ..]) return Named(RankKind.OpenPageRank, "rank", "domain");
        if (columns is ["rank", "domain"]) return Named(RankKind.Tranco, "rank", "domain");
        if (!uint.TryParse(columns[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)) return null;
        return (separator, columns.Count) switch
        {
            (',', 2) => new RankLayout(RankKind.Tranco, (byte)',', 0, 1, HasHeader: false),
            ('\t' or ' ', CommonCrawlColumns) => new RankLayout(RankKind.CommonCrawl, (byte)separator, 0, 4, HasHeader: false),
            _ => null,
        };
    }

    private static bool TryPosition(ReadOnlySpan<byte> field, out uint position) =>
        Utf8Parser.TryParse(field, out position, out var used) && used == field.Length && position > 0;

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field) =>
        field.Length >= 2 && field[0] == '"' && field[^1] == '"' ? field[1..^1] : field;
}
