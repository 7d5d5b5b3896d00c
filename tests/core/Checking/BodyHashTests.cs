using System.Text;
using LinkWatch.Checking;

namespace LinkWatch.Tests.Core.Checking;

public sealed class BodyHashTests
{
    [Theory]
    [InlineData("", "2d06800538d394c2")]
    [InlineData("a", "e6c632b61e964e1f")]
    [InlineData("abc", "78af5f94892f3950")]
    public void It_is_the_published_hash(string text, string hash) => Assert.Equal(hash, BodyHash.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Every_byte_and_the_length_count()
    {
        var body = new byte[200];
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        for (var length = 0; length <= body.Length; length++) Assert.True(hashes.Add(BodyHash.Of(body.AsSpan(0, length))));
        for (var at = 0; at < body.Length; at++)
        {
            body[at] = 1;
            Assert.True(hashes.Add(BodyHash.Of(body)));
            body[at] = 0;
        }
    }
}
