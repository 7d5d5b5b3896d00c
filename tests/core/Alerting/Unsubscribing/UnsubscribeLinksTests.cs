using System.Web;
using LinkWatch.Alerting.Channels;
using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Signing;

namespace LinkWatch.Tests.Core.Alerting.Unsubscribing;

public sealed class UnsubscribeLinksTests
{
    private static readonly string Old = SigningKeys.NewLine("2025");
    private static readonly string New = SigningKeys.NewLine("2026");
    private static readonly UnsubscribeLinks Links = LinksOf(New, Old);

    [Fact]
    public void A_link_that_unsubscribes_mutes_nothing_and_the_other_way_round()
    {
        var (unsubscribe, mute) = (SignatureOf(Links.For("shop", "1a")), SignatureOf(Links.ForMute("shop", "1a")));

        Assert.True(Links.IsOurs("shop", "1a", "2026", unsubscribe) && Links.IsOursToMute("shop", "1a", "2026", mute));
        Assert.False(Links.IsOurs("shop", "1a", "2026", mute) || Links.IsOursToMute("shop", "1a", "2026", unsubscribe));
        Assert.False(Links.IsOursToMute("shop", "2b", "2026", mute) || Links.IsOursToMute("other", "1a", "2026", mute));

        static string SignatureOf(Uri link) => link.Query.Split("signature=")[1];
    }

    [Fact]
    public void A_link_names_the_site_the_owner_and_the_key_and_is_ours()
    {
        var link = Links.For("shop", "a+b&c@shop.example");

        Assert.StartsWith(
            "https://links.example/watch/unsubscribe?site=shop&owner=a%2Bb%26c%40shop.example&key=2026&signature=",
            link.AbsoluteUri,
            StringComparison.Ordinal);
        Assert.True(IsOurs(Links, link));
    }

    [Fact]
    public void Links_of_an_older_key_stay_good_until_it_is_taken_out()
    {
        var link = LinksOf(Old).For("shop", "a@shop.example");

        Assert.True(IsOurs(Links, link));
        Assert.False(IsOurs(LinksOf(New), link));
    }

    [Theory]
    [InlineData("owner=a%40", "owner=b%40")]
    [InlineData("site=shop", "site=other")]
    [InlineData("key=2026", "key=2025")]
    [InlineData("signature=", "signature=0")]
    public void A_link_that_was_changed_is_not_ours(string part, string changed) =>
        Assert.False(
            IsOurs(Links, new Uri(Links.For("shop", "a@shop.example").AbsoluteUri.Replace(part, changed, StringComparison.Ordinal))));

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026 00ff")]
    [InlineData("2026 not-hexadecimal")]
    public void A_key_file_without_a_good_key_is_refused(string line) =>
        Assert.Throws<FormatException>(() => SigningKeys.Parse([line]));

    [Fact]
    public void Two_keys_of_one_id_are_refused() =>
        Assert.Throws<FormatException>(() => SigningKeys.Parse([New, SigningKeys.NewLine("2026")]));

    [Fact]
    public void A_mail_to_one_owner_carries_the_owners_link_in_its_header_and_in_both_parts()
    {
        var mail = AlertMails.Of(html: "<p>1 lost<!--way-out--></p>\n", owners: ["a@shop.example"]);
        var options = new MailOptions { Unsubscribe = Links };
        var link = Links.For("shop", "a@shop.example").AbsoluteUri;

        var headers = MailHeaders.Of(mail, options).ToDictionary(header => header.Name, header => header.Value);
        var (text, html) = MailBody.Of(mail, options);

        Assert.Equal($"<{link}>", headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", headers["List-Unsubscribe-Post"]);
        Assert.EndsWith($"\nUnsubscribe from these mails: {link}\n", text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{HttpUtility.HtmlEncode(link)}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_to_several_owners_carries_nobodys_link() =>
        Assert.DoesNotContain(
            MailHeaders.Of(AlertMails.Of(owners: ["a@shop.example", "b@shop.example"]), new MailOptions { Unsubscribe = Links }),
            header => header.Name.StartsWith("List-", StringComparison.Ordinal));

    private static UnsubscribeLinks LinksOf(params string[] keys) =>
        new(new Uri("https://links.example/watch/"), SigningKeys.Parse(keys));

    private static bool IsOurs(UnsubscribeLinks links, Uri link)
    {
        var query = HttpUtility.ParseQueryString(link.Query);
        return links.IsOurs(query["site"]!, query["owner"]!, query["key"]!, query["signature"]!);
    }
}
