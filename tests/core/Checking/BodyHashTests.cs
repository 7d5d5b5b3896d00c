using System.Text;
using LinkWatch.Checking;

namespace LinkWatch.Tests.Core.Checking;

public sealed class BodyHashTests
{
    [Theory]
    [InlineData("", "ef46db3751d8e999")]
    [InlineData("a", "d24ec4f1a98c6e5b")]
    [InlineData("abc", "44bc2cf5ad770999")]
    [InlineData("Nobody inspects the spammish repetition", "fbcea83c8a378bf1")]
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
