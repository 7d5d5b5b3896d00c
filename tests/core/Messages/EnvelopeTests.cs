using System.Text;
using System.Xml.Linq;
using LinkWatch.Messages;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Tests.Support;

namespace LinkWatch.Tests.Core.Messages;

public sealed class EnvelopeTests
{
    public static TheoryData<Type> Kinds { get; } =
        [.. typeof(IMessage).Assembly.GetTypes().Where(type => type.IsClass && typeof(IMessage).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_message_is_written_as_ever_and_read_whole(Type type)
    {
        var message = (IMessage)Filled.Of(type);
        var text = Envelope.Write(message);
        var name = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name);
        Assert.StartsWith($$"""{"n":"{{name}}","v":1,"d":{""", text, StringComparison.Ordinal);
        Golden.HoldsJson(name + ".json", text);
        Assert.Equivalent(message, Envelope.Read(text), strict: true);
        Assert.Equal(text, Envelope.Write(Envelope.Read(Golden.Read(name + ".json"))));
    }

    private static readonly DeliverAlert Deliver = new(
        new ScheduledAlert(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), "shop", "é𝕳"));

    [Fact]
    public void A_message_in_base64_is_read_too()
    {
        var text = Envelope.Write(Deliver);
        Assert.Equal(Deliver, Envelope.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(Deliver, Envelope.Read("\r\n " + text));
    }

    [Theory]
    [InlineData("""{"n":"check-slice","v":3,"d":{}}""", "\"check-slice\" of version 3")]
    [InlineData("""{"n":"dance","v":1,"d":{}}""", "\"dance\" of version 1")]
    [InlineData("""{"n":"Deliver-Alert","v":1,"d":{"siteId":"a","alertId":"b"}}""", "\"Deliver-Alert\" of version 1")]
    [InlineData("{}", "of version 0")]
    [InlineData("""{"n":"deliver-alert","v":1}""", "no data")]
    [InlineData("""{"n":"deliver-alert","v":1,"d":null}""", "no data")]
    [InlineData("""{"n":"deliver-alert","v":1,"d":[]}""", "not a message")]
    [InlineData("""{"n":"deliver-alert","v":"1","d":{"siteId":"a","alertId":"b"}""", "not a message")]
    [InlineData("null", "not a message")]
    [InlineData("", "not a message")]
    [InlineData("hello, queue", "not a message")]
    [InlineData("bm8gbWVzc2FnZQ==", "not a message")]
    [InlineData("//79/A==", "not a message")]
    public void A_text_that_is_not_a_message_is_refused_as_such(string text, string because)
    {
        Assert.Contains(because, Assert.Throws<UnreadableMessageException>(() => Envelope.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_nested_too_deep_is_no_message()
    {
        var deep = """{"n":"deliver-alert","v":1,"d":""" + new string('[', 5000) + new string(']', 5000) + "}";
        Assert.Throws<UnreadableMessageException>(() => Envelope.Read(deep));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a & b < c > d \"e\" 'f' ]]>")]
    [InlineData("é 𝕳 \u2028 \u202e")]
    public void The_size_is_that_of_the_xml_that_carries_the_text(string text)
    {
        var xml = new XElement("MessageText", text).ToString(SaveOptions.DisableFormatting);
        Assert.Equal(Encoding.UTF8.GetByteCount(xml) - "<MessageText></MessageText>".Length, Envelope.Size(text));
    }

    [Fact]
    public void No_character_that_xml_forbids_or_folds_is_written()
    {
        var text = Envelope.Write(
            new MoveChanges(0, [.. Sample.HostileTexts, "\ud83d cut", string.Concat(Enumerable.Range(0, 0x100).Select(c => (char)c))]));
        Assert.Equal(text, XElement.Parse(new XElement("MessageText", text).ToString(SaveOptions.DisableFormatting)).Value);
        Assert.DoesNotContain(text, char.IsControl);
        var read = Assert.IsType<MoveChanges>(Envelope.Read(text));
        Assert.Equal(Sample.HostileTexts, read.RowKeys.Take(Sample.HostileTexts.Count));
    }

    [Fact]
    public void A_slice_that_fits_keeps_every_row()
    {
        var slice = SliceOf(Enumerable.Repeat(500, 25));
        var read = Assert.IsType<CheckSlice>(Envelope.Read(Envelope.Write(slice)));
        Assert.All(read.Pages, page => Assert.NotNull(page.Row));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('&')]
    [InlineData('é')]
    [InlineData('"')]
    public void A_slice_that_does_not_fit_as_it_is_is_packed_and_keeps_every_row(char filling)
    {
        var slice = SliceOf(Enumerable.Repeat(3000, 25), filling);
        var text = Envelope.Write(slice);
        Assert.StartsWith("""{"n":"check-slice","v":2,"d":""" + '"', text, StringComparison.Ordinal);
        Assert.InRange(Envelope.Size(text), 1, Envelope.MaxBytes);
        Assert.Equivalent(slice, Envelope.Read(text), strict: true);
    }

    [Theory]
    [InlineData("d\":\"bm8gYnJvdGxp\"}")]
    [InlineData("d\":\"?\"}")]
    [InlineData("d\":\"\"}")]
    [InlineData("d\":null}")]
    public void A_damaged_packed_slice_is_refused_as_such(string data) =>
        Assert.StartsWith(
            "not a message: ",
            Assert.Throws<UnreadableMessageException>(() => Envelope.Read("{\"n\":\"check-slice\",\"v\":2,\"" + data)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_slice_that_does_not_even_fit_packed_leaves_its_largest_rows_at_home()
    {
        var sizes = Enumerable.Range(1, 25).Select(i => i * 7 % 25 * 300).ToList();
        var slice = SliceOf(sizes, filling: null);
        var text = Envelope.Write(slice);
        Assert.InRange(Envelope.Size(text), Envelope.MaxBytes / 2, Envelope.MaxBytes);
        var read = Assert.IsType<CheckSlice>(Envelope.Read(text));
        Assert.Equal(slice.Pages.Select(page => page.Slice), read.Pages.Select(page => page.Slice));
        Assert.All(read.Pages, page => Assert.Equal(page.Row is null, page.Version is null));
        var kept = sizes.Where((_, i) => read.Pages[i].Row is not null).ToList();
        var left = sizes.Where((_, i) => read.Pages[i].Row is null).ToList();
        Assert.NotEmpty(kept);
        Assert.True(kept.Max() <= left.Min());
    }

    [Fact]
    public void A_message_that_cannot_be_made_to_fit_is_a_bug_and_said_so()
    {
        Assert.Throws<ArgumentException>(() => Envelope.Write(new MoveChanges(0, [new string('<', 13_000)])));
        var bare = SliceOf([100]) with { SliceId = Noise(70_000) };
        Assert.Throws<ArgumentException>(() => Envelope.Write(bare));
    }

    /// <param name="sizes">Characters of each row's longest text.</param>
    /// <param name="filling">What it is made of; null for what cannot be packed.</param>
    private static CheckSlice SliceOf(IEnumerable<int> sizes, char? filling = 'x') => new(
        0, "s1", 1, Sample.Noon, Sample.Noon, IsSlow: false,
        [.. sizes.Select((size, i) => Page(Sample.Id($"{i:x2}"), filling is { } c ? new string(c, size) : Noise(size, i)))]);

    private static string Noise(int size, int seed = 0)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes)[..size];
    }

    private static CheckPage Page(string id, string text)
    {
        var row = Sample.Page(id, title: text);
        return new CheckPage(new SlicePage(row.Key, "blog.example", IsUnconditional: false, RecheckKey: null), row, "7");
    }
}
