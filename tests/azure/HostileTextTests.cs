using System.Text.Json;
using Azure.Data.Tables;
using LinkWatch.Azure.Tables;
using LinkWatch.Messages;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Azure;

/// <summary>Texts that break careless encoding, through tables and queues.</summary>
public sealed class HostileTextTests(Azurite azurite)
{
    private readonly OwnStorage storage = new(azurite);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What XML 1.0 does not allow, even escaped: https://www.w3.org/TR/xml/#charsets.</summary>
    /// <summary>Not a theory's data: a test runner passes half a surrogate pair on as another character.</summary>
    private static readonly string[] NotXml =
        ["a\0b", "\u0001", "\u000b", "\u001b[0m", "\ufffe", "\uffff", "cut \ud83d", "\udc00 cut", "\ude00\ud83d"];

    public static TheoryData<string> OddKeys { get; } =
    [
        "", " ", "a b", "it's", "''", "100%", "%27", "%2F", "a!b*(c)", "ä€😀", "1+1=2&x", "semi;colon,comma", "~tilde@at$", "..", ".",
        "a:b\"c\"<d>", new string('k', 512),
    ];

    public static TheoryData<string> ImpossibleKeys { get; } =
        ["a/b", "/", "../up", "a\\b", "a#b", "a?b", "a\0b", "a\tb", "a\nb", "\u001f", "\u007f", "\u0085", "\u009f", new string('k', 513)];

    [Fact]
    public async Task Naughty_strings_come_back_from_a_table()
    {
        var rows = await RowsAsync();
        var texts = Naughty();
        foreach (var portion in texts.Select((text, i) => new TextWrite(RowWriteKind.Put, $"k{i:d3}", text, null)).Chunk(100))
            Assert.NotNull(await rows.CommitAsync("p", portion, Stop));
        Assert.Equal(texts, (await rows.ListAsync("p", "", "~", int.MaxValue, Stop)).Select(row => row.Body));
        // A single write is another request than a transaction.
        foreach (var text in texts.Where(text => text.Any(c => !char.IsAsciiLetterOrDigit(c))))
        {
            Assert.NotNull(await rows.CommitAsync("single", [new TextWrite(RowWriteKind.Put, "k", text, null)], Stop));
            Assert.Equal(text, Assert.Single(await rows.FindAsync("single", ["k"], Stop)).Body);
        }
    }

    [Fact]
    public async Task Naughty_strings_come_back_from_a_queue_in_our_messages()
    {
        var queue = (await storage.OpenAsync()).Queues.Checks;
        string[] ids = [.. Naughty(), .. Sample.HostileTexts, .. NotXml];
        // Few at a time: Azurite breaks a non-ASCII character on the border of two of a body's chunks.
        foreach (var portion in ids.Chunk(4))
        {
            await queue.SendAsync(Envelope.Write(new MoveChanges(3, portion)), TimeSpan.Zero, Stop);
            var message = Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Stop));
            Assert.True(await queue.DeleteAsync(message, Stop));
            // Half a surrogate pair has no UTF-8, so JSON replaces it.
            var sent = new MoveChanges(3, [.. portion.Select(id => string.Concat(id.EnumerateRunes()))]);
            Assert.Equivalent(sent, Envelope.Read(message.Text), strict: true);
        }
    }

    [Fact]
    public async Task Naughty_strings_that_xml_allows_come_back_from_a_queue_as_they_are()
    {
        var queue = (await storage.OpenAsync()).Queues.Checks;
        foreach (var text in Naughty().Append("feed\nreturn\rboth\r\ntab\t\u0085\u2028 end ").Where(IsXml))
        {
            await queue.SendAsync(text, TimeSpan.Zero, Stop);
            var message = Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Stop));
            Assert.Equal(text, message.Text);
            Assert.True(await queue.DeleteAsync(message, Stop));
        }
    }

    [Fact]
    public async Task Text_that_a_queue_cannot_carry_is_refused_in_one_line()
    {
        var queue = (await storage.OpenAsync()).Queues.Checks;
        foreach (var text in NotXml)
        {
            var refusal = await Assert.ThrowsAsync<ArgumentException>(() => queue.SendAsync(text, TimeSpan.Zero, Stop));
            Assert.StartsWith("queue checks: cannot carry this text: ", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
        }

        Assert.Equal(0, await queue.CountAsync(Stop));
    }

    [Theory]
    [MemberData(nameof(OddKeys))]
    public async Task A_row_is_found_under_an_odd_key(string key)
    {
        var rows = await RowsAsync();
        var inserted = await rows.CommitAsync(key, [new TextWrite(RowWriteKind.Insert, key, "one", null)], Stop);
        Assert.NotNull(inserted);
        Assert.Null(await rows.CommitAsync(key, [new TextWrite(RowWriteKind.Insert, key, "two", null)], Stop));
        Assert.Equal("one", Assert.Single(await rows.FindAsync(key, [key, key + "x"], Stop)).Body);
        Assert.Equal([key], await rows.FindKeysAsync(key, [key], Stop));

        TextWrite[] writes = [new(RowWriteKind.Replace, key, "three", inserted[0]), new(RowWriteKind.Put, "beside", "four", null)];
        Assert.NotNull(await rows.CommitAsync(key, writes, Stop));
        Assert.Equal("three", Assert.Single(await rows.ListAsync(key, key, key + "!", 10, Stop)).Body);
        Assert.NotNull(await rows.CommitAsync(key, [new TextWrite(RowWriteKind.Delete, key, null, null)], Stop));
        Assert.Empty(await rows.FindAsync(key, [key], Stop));
        await rows.ClearAsync(key, Stop);
        Assert.Empty(await rows.ListAsync(key, "", "\uffff", 10, Stop));
    }

    [Theory]
    [MemberData(nameof(ImpossibleKeys))]
    public async Task A_key_that_no_table_can_hold_finds_nothing_and_is_not_written(string key)
    {
        var rows = await RowsAsync();
        foreach (var (partition, row) in new[] { ("p", key), (key, "k") })
        {
            Assert.Empty(await rows.FindAsync(partition, [row], Stop));
            Assert.Empty(await rows.FindKeysAsync(partition, [row, "other"], Stop));
            Assert.Null(await rows.CommitAsync(partition, [new TextWrite(RowWriteKind.Delete, row, null, null)], Stop));
            TextWrite[] writes = [new(RowWriteKind.Put, row, "{}", null), new(RowWriteKind.Put, "beside", "{}", null)];
            foreach (var commit in new[] { writes[..1], writes })
            {
                var refusal = await Assert.ThrowsAsync<ArgumentException>(() => rows.CommitAsync(partition, commit, Stop));
                Assert.Contains(
                    "cannot be a key: at most 512 characters, no / \\ # ? or control characters", refusal.Message,
                    StringComparison.Ordinal);
            }
        }

        await rows.ClearAsync(key, Stop);
        Assert.Empty(await rows.ListAsync("p", "", "~", 10, Stop));
    }

    private static string[] Naughty() =>
        JsonSerializer.Deserialize<string[]>(File.ReadAllText(Suites.PathOf("naughty-strings.json")))!;

    private static bool IsXml(string text) => text.EnumerateRunes().All(rune =>
        rune.Value is 0x9 or 0xA or 0xD or >= 0x20 and not (0xFFFE or 0xFFFF));

    private async Task<TableRows> RowsAsync()
    {
        var table = new TableServiceClient(await azurite.ConnectionStringAsync()).GetTableClient(azurite.NewName("hostile"));
        await table.CreateIfNotExistsAsync(Stop);
        return new TableRows(table);
    }
}
