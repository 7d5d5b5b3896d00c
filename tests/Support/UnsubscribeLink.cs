using LinkWatch.Alerting.Unsubscribing;
using LinkWatch.Signing;
using LinkWatch.Web.Badges;

namespace LinkWatch.Tests.Support;

/// <summary>A link that the tests' own key signs.</summary>
internal static class UnsubscribeLink
{
    public const string PublicUrl = "https://links.example";
    public const string Keys = "test 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    /// <summary>Its path and query.</summary>
    public static string For(string site, string owner) => Links.For(site, owner).PathAndQuery.TrimStart('/');

    /// <inheritdoc cref="For"/>
    public static string ForMute(string site, string link) => Links.ForMute(site, link).PathAndQuery.TrimStart('/');

    /// <summary>The path and query of a site's badge.</summary>
    public static string ForBadge(string site) =>
        new BadgeLinks(SigningKeys.Parse([Keys])).For(new Uri(PublicUrl), site).PathAndQuery.TrimStart('/');

    public static UnsubscribeLinks Links { get; } = new(new Uri(PublicUrl), SigningKeys.Parse([Keys]));
}
