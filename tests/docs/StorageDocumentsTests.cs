using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LinkWatch.Messages;
using LinkWatch.Storage;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Docs;

/// <summary>
/// docs/tables.md and docs/messages.md: what stands between a mark (<c>&lt;!-- row: page --&gt;</c>) and its end is what the code writes.
/// <see cref="Golden.Lever"/> writes it there.
/// </summary>
public sealed class StorageDocumentsTests
{
    private static readonly Regex Mark = new(
        "(?<begin><!-- (?<what>row|message): (?<name>[a-z-]+) -->\n)(?<text>(?:[^<]|<[^!]|<![^-])*)(?<end><!-- end -->)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    [Fact]
    public async Task Every_kind_of_row_is_shown_as_it_is_written_and_no_other()
    {
        var rows = await StoredExamples.RowsAsync(TestContext.Current.CancellationToken);
        var kinds = KindsOf(typeof(ShardRow)).Concat(KindsOf(typeof(SiteRow))).Concat(["site", "due", "failed", "replacement", "poison"]);
        Assert.Equal(kinds.Order(), rows.Keys.Order());
        Holds("docs/tables.md", "row", rows.ToDictionary(row => row.Key, row =>
            $"Partition `{row.Value.Partition}`, key `{row.Value.Key}`, {row.Value.Body.Length} characters:\n\n{Block(row.Value.Body)}"));
    }

    [Fact]
    public void Every_message_is_shown_as_it_is_written_and_no_other()
    {
        Assert.Equal(
            typeof(IMessage).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && typeof(IMessage).IsAssignableFrom(type))
                .Select(type => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name)).Order(),
            StoredExamples.Messages.Keys.Order());
        Assert.All(StoredExamples.Messages.Values, text => Envelope.Read(text));
        Holds("docs/messages.md", "message", StoredExamples.Messages.ToDictionary(message => message.Key, message =>
            $"{Envelope.Size(message.Value)} bytes:\n\n{Block(message.Value)}"));
    }

    private static void Holds(string document, string what, IReadOnlyDictionary<string, string> examples)
    {
        var text = Repository.Read(document);
        var marks = Mark.Matches(text).Where(mark => mark.Groups["what"].Value == what).Select(mark => mark.Groups["name"].Value).ToList();
        Assert.Equal(examples.Keys.Order(), marks.Order());
        var filled = Mark.Replace(text, mark => $"{mark.Groups["begin"]}{examples[mark.Groups["name"].Value]}{mark.Groups["end"]}");
        if (Golden.IsOverwriting) File.WriteAllText(Path.Combine(Repository.Root, document), filled, new UTF8Encoding(false));
        else Assert.Equal(text, filled);
    }

    private static readonly JsonSerializerOptions Indented = new(LinkWatch.Links.Json.Options) { WriteIndented = true };

    private static string Block(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return $"```json\n{JsonSerializer.Serialize(parsed, Indented)}\n```\n";
    }

    private static IEnumerable<string> KindsOf(Type type) =>
        type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => (string)kind.TypeDiscriminator!);
}
