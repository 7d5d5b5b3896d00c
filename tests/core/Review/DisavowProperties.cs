using FsCheck;
using FsCheck.Fluent;
using LinkWatch.Review;

namespace LinkWatch.Tests.Core.Review;

/// <summary>What holds of any file.</summary>
public sealed class DisavowProperties
{
    private static readonly byte[][] Pieces =
    [
        [.. "\r\n"u8], [.. "\r\n"u8], [.. "\n"u8], [.. "\r"u8], [.. "# a comment, é"u8], [.. "domain:a.example"u8],
        [.. "domain:b.a.example"u8], [.. "domain:Ä.example."u8], [.. "https://a.example/x?y"u8],
        [.. "https://c.example/"u8], [.. " "u8], [.. "\t"u8], [.. "nonsense"u8],
        [0xEF, 0xBB, 0xBF], [0xE9], [0xC3], [0xFF, 0xFF], [0x1A], [0xE2, 0x80, 0xA8],
    ];

    private static readonly DisavowAddition[] Additions =
        [new(DisavowEntry.OfDomain("new.example"), "# one"), new(DisavowEntry.OfDomain("newer.example"), "# two")];

    private static Gen<byte[]> Any { get; } =
        from pieces in Gen.Elements(Pieces).ArrayOf()
        from hasMark in Gen.Elements(true, false)
        select (byte[])[.. hasMark ? Pieces[13] : [], .. pieces.SelectMany(piece => piece)];

    [Fact]
    public void Every_byte_stays_and_only_whole_lines_are_added() => Holds(bytes =>
    {
        var file = DisavowFile.Read(bytes);
        var added = file.With(Additions);

        Assert.Equal(bytes, file.Bytes.ToArray());
        Assert.Equal(bytes, file.With([]).Bytes.ToArray());
        Assert.Equal(bytes, added.Bytes[..bytes.Length].ToArray());
        Assert.Equal(file.Lines, added.Lines.Take(file.Lines.Count));
        Assert.Equal(
            ["# one", "domain:new.example", "# two", "domain:newer.example"], added.Lines.Skip(file.Lines.Count).Select(line => line.Text));
    });

    [Fact]
    public void No_line_is_lost() => Holds(bytes =>
    {
        var file = DisavowFile.Read(bytes);
        var text = System.Text.Encoding.Latin1.GetString(bytes.AsSpan().StartsWith(Pieces[13]) ? bytes.AsSpan(3) : bytes);
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

        Assert.Equal(lines.Length - (lines[^1].Length == 0 ? 1 : 0), file.Lines.Count);
        Assert.Equal(Enumerable.Range(1, file.Lines.Count), file.Lines.Select(line => line.Number));
        Assert.All(file.Lines, line => Assert.Equal(line.Kind == DisavowKind.Invalid, line.Problem is not null));
    });

    [Fact]
    public void A_file_does_not_differ_from_itself_and_a_difference_turns_around() => Prop.ForAll(
        Any.Two().ToArbitrary(), files =>
        {
            var (a, b) = (DisavowFile.Read(files.Item1), DisavowFile.Read(files.Item2));
            var (there, back) = (DisavowDifference.Between(a, b), DisavowDifference.Between(b, a));

            Assert.Empty(DisavowDifference.Between(a, a).Added);
            Assert.Empty(DisavowDifference.Between(a, a).Removed);
            Assert.Equal(there.Added, back.Removed);
            Assert.Equal(there.Removed, back.Added);
        }).QuickCheckThrowOnFailure();

    private static void Holds(Action<byte[]> check) => Prop.ForAll(Any.ToArbitrary(), check).QuickCheckThrowOnFailure();
}
