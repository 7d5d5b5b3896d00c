using System.Text.RegularExpressions;
using LinkWatch.Tests.Support;
using LinkWatch.Urls;

namespace LinkWatch.Tests.Core.Urls;

public sealed class PublicSuffixTests
{
    private static readonly Regex Check = new(
        "^checkPublicSuffix\\((null|'(?<input>[^']*)'), (null|'(?<expected>[^']*)')\\);",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    [Fact]
    public void The_built_in_list_passes_every_check()
    {
        var checks = Checks();
        var wrong = checks.Where(c => !IsRight(PublicSuffix.BuiltIn, c)).ToList();

        Suites.Score("public-suffix", checks.Count - wrong.Count, checks.Count, $"with a list of {PublicSuffix.BuiltIn.Count} rules");
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_built_in_list_keeps_its_notice_and_says_its_date()
    {
        var folder = Path.Combine(Repository.Root, "core");
        var list = Directory.EnumerateFiles(folder, "public_suffix_list.dat", SearchOption.AllDirectories).First();
        var notice = File.ReadLines(list).Take(10).ToList();

        Assert.Contains(notice, line => line.Contains("Mozilla Public", StringComparison.Ordinal));
        Assert.Contains(notice, line => line.StartsWith("// VERSION: 20", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("www.example.com", "example.com")]
    [InlineData("www.example.co.uk", "example.co.uk")]
    [InlineData("a.b.example.com.au", "example.com.au")]
    [InlineData("someone.github.io", "someone.github.io")]
    [InlineData("someone.blogspot.com", "someone.blogspot.com")]
    [InlineData("www.example.com.", "example.com")]
    [InlineData("www.Bücher.example", "xn--bcher-kva.example")]
    [InlineData("co.uk", "co.uk")]
    [InlineData("localhost", "localhost")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]")]
    public void A_host_counts_as_its_registrable_domain_or_as_itself(string host, string expected) =>
        Assert.Equal(expected, PublicSuffix.BuiltIn.ReferringDomain(host));

    [Fact]
    public void Rules_are_read_with_comments_wildcards_and_exceptions()
    {
        var suffixes = PublicSuffix.Read(["// comment", "", "*.wild  // everything", "!kept.wild", "公司.cn"]);

        Assert.Equal(3, suffixes.Count);
        Assert.Equal("b.a.wild", suffixes.RegistrableDomain("c.b.a.wild"));
        Assert.Null(suffixes.RegistrableDomain("a.wild"));
        Assert.Equal("kept.wild", suffixes.RegistrableDomain("www.kept.wild"));
        Assert.Equal("a.xn--55qx5d.cn", suffixes.RegistrableDomain("a.公司.cn"));
    }

    private static List<(string? Input, string? Expected)> Checks() =>
        [.. File.ReadLines(Suites.PathOf("public-suffix.txt"))
            .Select(line => Check.Match(line))
            .Where(m => m.Success)
            .Select(m => (Value(m, "input"), Value(m, "expected")))];

    private static string? Value(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    /// <summary>The checks name registrable domains in Unicode if the input is; hosts here are punycode.</summary>
    private static bool IsRight(PublicSuffix suffixes, (string? Input, string? Expected) check) =>
        (check.Input is null
            ? null
            : suffixes.RegistrableDomain(check.Input)) == (check.Expected is null ? null : WebUrl.Parse($"http://{check.Expected}").Host);
}
