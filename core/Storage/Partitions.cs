using System.Globalization;

namespace LinkWatch.Storage;

/// <summary>The names of partitions.</summary>
internal static class Partitions
{
    /// <summary>Every site's settings: they are listed without asking each site's own partition.</summary>
    public const string Sites = "sites";
    public const string Due = "due";
    public const string Poison = "poison";
    public const string SharedReplacements = "replacements";

    public static string Shard(int shard) => "shard!" + shard.ToString("d2", CultureInfo.InvariantCulture);

    public static string Site(string siteId) => "site!" + siteId;
}
