using System.Text;
using LinkWatch.Importing;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Importing;

/// <summary>Reads files that a test writes as text or bytes.</summary>
internal static class ImportFile
{
    public static LinkTarget Fallback { get; } = new(WebUrl.Parse("https://own.example/"), MatchMode.Domain);

    public static Task<List<ImportRow>> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    public static Task<List<ImportRow>> ReadAsync(byte[] file) => ReadAsync(new MemoryStream(file), Fallback);

    public static async Task<List<ImportRow>> ReadAsync(Stream file, LinkTarget? fallback)
    {
        var rows = new List<ImportRow>();
        await foreach (var row in ImportReader.ReadAsync(file, new ImportOptions(fallback), TestContext.Current.CancellationToken))
            rows.Add(row);
        return rows;
    }

    public static async Task<ImportRow> OnlyAsync(string text) => Assert.Single(await ReadAsync(text));
}
