using System.Diagnostics;
using System.Text;
using LinkWatch.Links;
using LinkWatch.Review;

namespace LinkWatch.Tests.Core.Review;

public sealed class DisavowFileTests
{
    private static readonly DisavowAddition Added = new(DisavowEntry.OfDomain("new.example"), "# why");

    [Theory]
    [InlineData("domain:Spam.Example.", "domain:spam.example")]
    [InlineData("DOMAIN:spam.example", "domain:spam.example")]
    [InlineData("  domain:müller.example\t", "domain:xn--mller-kva.example")]
    [InlineData("domain:192.0.2.7", "domain:192.0.2.7")]
    [InlineData("domain:[2001:DB8::1]", "domain:[2001:db8::1]")]
    [InlineData("HTTP://Spam.Example:80/a%2db?q=1#top", "http://spam.example/a-b?q=1")]
    [InlineData("https://spam.example./a", "https://spam.example/a")]
    [InlineData("https://spam.example.:8080", "https://spam.example:8080/")]
    public void A_line_is_read_whatever_its_spelling(string line, string entry) => Assert.Equal(entry, Only(line).Entry?.Text);

    [Theory]
    [InlineData("spam.example", "write domain:spam.example for the domain, or an address with http:// or https://")]
    [InlineData("domain: spam.example", "there is a space after domain:")]
    [InlineData("domain:https://spam.example/a", "it is an address; write domain:spam.example")]
    [InlineData("domain:spam.example/a", "what follows domain: is not a domain")]
    [InlineData("domain:spam.example:80", "what follows domain: is not a domain")]
    [InlineData("domain:", "what follows domain: is not a domain")]
    [InlineData("domain:com", "com is a whole top-level domain")]
    [InlineData("https://spam.example/a b", "there is a space in it")]
    [InlineData("https://spam.example/a # why", "there is a space in it")]
    [InlineData("ftp://spam.example/", "it is neither an address with http:// or https:// nor domain: and a domain")]
    public void A_line_that_Google_does_not_take_is_kept_with_its_number_and_why(string line, string problem)
    {
        var file = Of($"# links\n\n{line}\ndomain:a.example");

        var invalid = Assert.Single(file.Invalid);
        Assert.Equal((3, line, problem), (invalid.Number, invalid.Text, invalid.Problem));
        Assert.Equal(
            [DisavowKind.Comment, DisavowKind.Blank, DisavowKind.Invalid, DisavowKind.Domain], file.Lines.Select(each => each.Kind));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_make_a_line_invalid_even_in_a_comment() => Assert.Equal(
        ["it is not UTF-8", null], DisavowFile.Read([(byte)'#', 0xE9, (byte)'\n', .. "#é"u8]).Lines.Select(line => line.Problem));

    [Fact]
    public void An_address_may_have_2048_characters()
    {
        const string Start = "https://a.example/";
        Assert.Null(Only(Start + new string('x', DisavowFile.MaxUrl - Start.Length)).Problem);
        Assert.Equal(
            "it has 2049 characters; an address may have 2048",
            Only(Start + new string('x', DisavowFile.MaxUrl + 1 - Start.Length)).Problem);
    }

    [Fact]
    public void A_file_beyond_the_limits_is_refused_in_one_line()
    {
        Assert.Null(Of(new string('\n', DisavowFile.MaxLines)).Problem);
        Assert.Equal("it has more than 100,000 lines, which is the limit", Of(new string('\n', DisavowFile.MaxLines + 1)).Problem);
        Assert.Null(Of("#" + new string('x', DisavowFile.MaxBytes - 1)).Problem);
        Assert.Equal(
            "it is larger than 2 MB (2,000,000 bytes), which is the limit", Of("#" + new string('x', DisavowFile.MaxBytes)).Problem);
        Assert.Equal("it is UTF-16: save it as UTF-8", DisavowFile.Read([0xFF, 0xFE, (byte)'d', 0]).Problem);
        Assert.Equal("it is not a text file", Of("PK\0\0").Problem);
        Assert.NotNull(Of(new string('\n', DisavowFile.MaxLines - 1)).With([Added]).Problem);
    }

    [Theory]
    [InlineData("", "# why\ndomain:new.example\n")]
    [InlineData("domain:a.example", "domain:a.example\n# why\ndomain:new.example\n")]
    [InlineData("domain:a.example\n", "domain:a.example\n# why\ndomain:new.example\n")]
    [InlineData("domain:a.example\r\n#", "domain:a.example\r\n#\r\n# why\r\ndomain:new.example\r\n")]
    [InlineData("\uFEFF", "\uFEFF# why\ndomain:new.example\n")]
    [InlineData("a\rb", "a\rb\n# why\ndomain:new.example\n")]
    public void Lines_are_added_in_the_files_own_line_ends(string before, string after) =>
        Assert.Equal(after, Encoding.UTF8.GetString(Of(before).With([Added]).Bytes.Span));

    [Fact]
    public void A_hundred_thousand_lines_are_read_at_once_and_stay_as_they_are_but_for_what_is_added()
    {
        byte[] bytes = [.. Enumerable.Range(0, DisavowFile.MaxLines - 2).SelectMany(i =>
            Encoding.UTF8.GetBytes((i % 3) switch { 0 => $"domain:s{i}.ru", 1 => $"http://s{i}.ru/a", _ => $"# é {i}" } + "\r\n"))];
        var began = Stopwatch.GetTimestamp();

        var file = DisavowFile.Read(bytes);

        TestContext.Current.SendDiagnosticMessage(
            $"{file.Lines.Count} lines of {bytes.Length} bytes: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:N0} ms");
        Assert.Equal(DisavowFile.MaxLines - 2, file.Lines.Count);
        Assert.Empty(file.Invalid);
        Assert.Equal([.. bytes, .. "# why\r\ndomain:new.example\r\n"u8], file.With([Added]).Bytes.ToArray());
    }

    [Fact]
    public void What_a_page_says_adds_no_line_to_the_file()
    {
        var evidence = new DisavowEvidence(
            Status.Nofollow, ["nofollow", "x\r\ndomain:a.example"], "tea\ndomain:b.example\u2028domain:c.example\u0085\u202E",
            "https://spam.example/");

        var file = DisavowFile.Empty.With(
            [DisavowAddition.Of(DisavowEntry.OfDomain("spam.example"), new DateOnly(2026, 3, 1), DisavowReason.ManualAction, 3, evidence)]);

        Assert.Equal(
            "# 2026-03-01 manual-action: nofollow, rel nofollow x  domain:a.example, anchor \"tea domain:b.example domain:c.example\", "
            + "on https://spam.example/ (and 2 more links)\ndomain:spam.example\n",
            Encoding.UTF8.GetString(file.Bytes.Span));
    }

    private static DisavowLine Only(string line) => Assert.Single(Of(line).Lines);

    private static DisavowFile Of(string text) => DisavowFile.Read(Encoding.UTF8.GetBytes(text));
}
