using LinkWatch.Links;
using LinkWatch.Local.Sqlite;
using LinkWatch.Storage;
using LinkWatch.Tests.Contracts;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Local.Sqlite;

public sealed class EntryKeyTests
{
    private const int Rounds = 3000;

    private static readonly string[] Hosts = ["blog.example", "blog.example.org", "b", "xn--bcher-kva.example", "a.example:8080"];

    [Fact]
    public void A_key_is_read_as_it_was_written_in_half_the_bytes()
    {
        var random = new Random(1);
        var keys = Enumerable.Range(0, Rounds).Select(_ => KeyOf(random)).ToList();
        Assert.All(keys, key => Assert.Equal(key, EntryKey.Unpack(EntryKey.Pack(key))));
        Assert.InRange(keys.Average(key => (double)EntryKey.Pack(key).Length / key.Length), 0.4, 0.65);
    }

    [Fact]
    public void Packed_keys_and_the_ends_of_ranges_have_the_order_of_the_keys()
    {
        var random = new Random(2);
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = (BoundOf(random), BoundOf(random));
            var expected = Math.Sign(string.CompareOrdinal(one, other));
            Assert.True(
                expected == Math.Sign(EntryKey.Pack(one).AsSpan().SequenceCompareTo(EntryKey.Pack(other))), $"{one} and {other}");
        }
    }

    [Theory]
    [InlineData("list!all!a3!")]
    [InlineData("list!all!a3!zz-not digits!x")]
    [InlineData("list!all!a3!0!x")]
    [InlineData("list!all!a3!00!x")]
    [InlineData("list!all!c3!12345678901234567890123!ü")]
    [InlineData("list!all!c3!99999999999999999999")]
    [InlineData("list!tag-!c0!!!!")]
    [InlineData("list!tag-0123456789ABCDEF!c0!0123456789abcdef")]
    [InlineData("list!")]
    public void A_key_of_another_form_stays_as_it_is(string key) => Assert.Equal(key, EntryKey.Unpack(EntryKey.Pack(key)));

    private static string KeyOf(Random random)
    {
        var link = Ids.Hash($"{random.Next(500)}");
        var facet = random.Next(5) switch
        {
            0 => LinkFacet.All,
            1 => new LinkFacet(FacetKind.Host, Hosts[random.Next(Hosts.Length)]),
            2 => new LinkFacet(FacetKind.Tag, $"tag {random.Next(3)}"),
            3 => new LinkFacet(FacetKind.Reason, "page-gone"),
            _ => LinkFacet.Unverifiable,
        };
        var order = random.Next(2) == 0 ? LinkOrder.Change : LinkOrder.Address;
        var place = order == LinkOrder.Change
            ? Keys.PlaceByChange(Sample.At(random.Next(100)), link)
            : Keys.PlaceByAddress(AddressOf(random), link);
        return Keys.Listed(facet, order, (ListedStatus)random.Next(5)) + place;
    }

    private static WebUrl AddressOf(Random random) => WebUrl.Parse(
        $"https://{Hosts[random.Next(Hosts.Length)]}/"
            + string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "a/ü!-"[random.Next(5)])));

    /// <summary>A key, or where a range of keys begins or ends.</summary>
    private static string BoundOf(Random random)
    {
        var key = KeyOf(random);
        var marks = Enumerable.Range(0, key.Length).Where(at => key[at] == '!').ToList();
        var prefix = key[..(marks[random.Next(marks.Count)] + 1)];
        return random.Next(4) switch
        {
            0 => Keys.After(key),
            1 => prefix,
            2 => Keys.EndOf(prefix),
            _ => key,
        };
    }
}
