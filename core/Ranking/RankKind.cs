namespace LinkWatch.Ranking;

/// <summary>Who publishes a rank list. The numbers are stored in <see cref="RankFile"/>.</summary>
public enum RankKind
{
    CommonCrawl = 1,
    Tranco = 2,
    Majestic = 3,
    OpenPageRank = 4,
}

/// <summary>What the kinds are called.</summary>
public static class RankKinds
{
    public static IReadOnlyList<RankKind> All { get; } = Enum.GetValues<RankKind>();

    /// <summary>For commands, file names and JSON.</summary>
    public static string Name(this RankKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What the <see cref="RankFile"/> of a kind is called, in a folder and as a blob.</summary>
    public static string FileName(this RankKind kind) => kind.Name() + ".ranks";

    /// <summary>For people.</summary>
    public static string Title(this RankKind kind) => kind switch
    {
        RankKind.CommonCrawl => "Common Crawl",
        RankKind.Majestic => "Majestic Million",
        RankKind.OpenPageRank => "Open PageRank",
        _ => kind.ToString(),
    };

    /// <summary>The kind of this name; null if there is none.</summary>
    public static RankKind? Find(string name)
    {
        foreach (var kind in All)
            if (string.Equals(kind.Name(), name, StringComparison.OrdinalIgnoreCase)) return kind;
        return null;
    }
}
