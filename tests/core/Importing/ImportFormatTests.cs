using System.Text;
using LinkWatch.Importing;

namespace LinkWatch.Tests.Core.Importing;

public sealed class ImportFormatTests
{
    [Fact]
    public async Task An_Ahrefs_export_is_read_in_the_encoding_that_it_comes_in()
    {
        const string Text = "\"Referring page title\"\t\"Referring page URL\"\t\"Domain rating\"\t\"Domain traffic\"\t\"Target "
            + "URL\"\t\"Left context\"\t\"Anchor\"\t\"Nofollow\"\t\"First seen\"\n"
            + "\"A \"\"good\"\" "
            + "post\"\t\"https://blog.example/1\"\t\"72\"\t\"1200\"\t\"https://own.example/a\"\t\"\"\t\"Own\"\t\"true\"\t\"2026-01-02 "
            + "03:04:05\"\n";

        var link = Assert.Single(await ImportFile.ReadAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)])).Backlink!;

        Assert.Equal(
            ("https://blog.example/1", "https://own.example/a", "Own"), (link.Source.Href, link.Target.Url.Href, link.ExpectedAnchor));
        Assert.Equal("72", link.Notes["Ahrefs Domain rating"]);
        Assert.Equal("A \"good\" post", link.Notes["Referring page title"]);
        Assert.Equal("true", link.Notes["Nofollow"]);
        Assert.Empty(link.ExpectedRel);
    }

    [Theory]
    [InlineData("Page ascore,Source title,Source url,Target url,Anchor,External links,Internal links,Nofollow\n"
        + "41,T,https://blog.example/1,https://own.example/a,Own,3,4,false", "Semrush Page ascore", "41")]
    [InlineData(
        "\uFEFF\"Source Url\",\"Anchor text\",\"Target Url\"\n\"https://blog.example/1\",\"Own\",\"https://own.example/a\"", null, null)]
    [InlineData("SourceURL,AnchorText,TargetURL,FlagRedirect,FlagNoFollow,Date,SourceTrustFlow,SourceCitationFlow\n"
        + "https://blog.example/1,Own,https://own.example/a,0,1,2026-01-02,33,40", "Majestic SourceTrustFlow", "33")]
    [InlineData(
        "URL,Title,Anchor Text,Spam Score,PA,DA,Target\nhttps://blog.example/1,T,Own,5,31,44,https://own.example/a", "Moz DA", "44")]
    [InlineData("Source,Target,Anchor Text,PA\nhttps://blog.example/1,https://own.example/a,Own,31", "Moz PA", "31")]
    public async Task The_exports_of_other_tools_are_known_by_their_headers(string file, string? note, string? value)
    {
        var link = (await ImportFile.OnlyAsync(file)).Backlink!;

        Assert.Equal(
            ("https://blog.example/1", "https://own.example/a", "Own"), (link.Source.Href, link.Target.Url.Href, link.ExpectedAnchor));
        if (note is not null) Assert.Equal(value, link.Notes[note]);
    }

    [Theory]
    [InlineData("Linking page,Last crawled\nhttps://blog.example/1,2026-09-28")]
    [InlineData("Linking page,Last crawled\nhttps://blog.example/1,\"Sep 28, 2026\"")]
    [InlineData("Linking page\nhttps://blog.example/1")]
    [InlineData("Verlinkende Seite,Zuletzt gecrawlt\nhttps://blog.example/1,28.09.2026")]
    [InlineData("Página de enlace;Último rastreo\nhttps://blog.example/1;28/09/2026")]
    [InlineData("リンク元ページ\nhttps://blog.example/1")]
    public async Task Search_Console_exports_are_read_in_any_language_and_mean_the_sites_domain(string file)
    {
        var row = await ImportFile.OnlyAsync(file);

        Assert.Equal("https://blog.example/1", row.Backlink?.Source.Href);
        Assert.Equal(ImportFile.Fallback, row.Backlink!.Target);
    }

    [Fact]
    public async Task Own_columns_may_be_added_to_another_tools_export()
    {
        var link = (await ImportFile.OnlyAsync(
            "Linking page,Last crawled,Tags,Target\nhttps://blog.example/1,2026-09-28,press,https://own.example/b")).Backlink!;

        Assert.Equal(["press"], link.Tags);
        Assert.Equal("https://own.example/b", link.Target.Url.Href);
    }

    [Theory]
    [InlineData("Target page,Incoming links,Linking sites\nhttps://own.example/,100,7", "Top target pages")]
    [InlineData(
        "Zielseite,Eingehende Links,Verweisende Websites\nhttps://own.example/,100,7\nhttps://own.example/b,\"1,200\",9",
        "Top target pages")]
    [InlineData("Site,Linking pages,Target pages\nblog.example,100,7", "Top linking sites")]
    [InlineData("Website,Verlinkende Seiten,Zielseiten\nblog.example,100,7", "Top linking sites")]
    public async Task Exports_without_linking_pages_are_refused_with_the_name_of_the_right_one(string file, string name)
    {
        var row = await ImportFile.OnlyAsync(file);

        Assert.Equal(ImportRowKind.Refusal, row.Kind);
        Assert.Contains(name, row.Problem, StringComparison.Ordinal);
        Assert.Contains("“Latest links”", row.Problem, StringComparison.Ordinal);
    }
}
