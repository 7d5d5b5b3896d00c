using System.Globalization;

namespace LinkWatch.Local.Sqlite;

/// <summary>The names of the file's partitions.</summary>
internal static class Partitions
{
    public const string Sites = "sites";
    public const string Due = "due";
    public const string Poison = "poison";
    public const string Walls = "walls";

    public static string Shard(int shard) => "shard!" + shard.ToString("d2", CultureInfo.InvariantCulture);

    public static string Site(string siteId) => "site!" + siteId;
}
