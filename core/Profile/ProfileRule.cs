namespace LinkWatch.Profile;

/// <summary>The rule of a measure. The kebab-case names are part of the public contract; docs/profile.md has the formulas.</summary>
public enum ProfileRule
{
    Links,
    There,
    ReferringDomains,
    LinksPerDomain,
    EffectiveDomains,
    LargestDomains,
    Follow,
    Anchors,
    Placements,
    Countries,
    Languages,
    Acquired,
    Age,
    NewAndLost,
    Survival,
}

public static class ProfileRules
{
    /// <summary>The rule in an owner's words.</summary>
    public static string Words(this ProfileRule rule) => rule switch
    {
        ProfileRule.Links => "All links that you track.",
        ProfileRule.There => "Links that are on their page as far as we know: live, nofollow or unindexed. All shares are of these, "
            + "or of their domains.",
        ProfileRule.ReferringDomains => "Different registered domains with at least one link that is there, by the public suffix list.",
        ProfileRule.LinksPerDomain => "Links, divided by referring domains; half of the domains have no more than the median.",
        ProfileRule.EffectiveDomains => "As many domains with equally many links would be just as varied. It is close to the number of "
            + "domains if no domain has most of the links (1 divided by the sum of the squares of the domains’ shares).",
        ProfileRule.LargestDomains => "The ten referring domains with the most links.",
        ProfileRule.Follow => "By status. A domain counts for each status that one of its links has.",
        ProfileRule.Anchors => "What the links say: brand, exact, partial, generic, an address, an image, nothing. A domain counts for "
            + "each class that one of its links has.",
        ProfileRule.Placements => "Where on the page the links were last seen. A domain counts for each place that one of its links has.",
        ProfileRule.Countries => "By the ending of the domain; generic endings, such as .com and .io, belong to no country.",
        ProfileRule.Languages => "That of the page, by its words if they show it, and else as it declares it. It is unknown if neither "
            + "says, or if the page wasn’t read yet. A domain counts for each language that one of its pages has.",
        ProfileRule.Acquired => "How you came by the links, as you said. A domain counts for each way that one of its links has.",
        ProfileRule.Age => "Days since a link was first seen, as its export says, or since you added it.",
        ProfileRule.NewAndLost => "Weeks begin on Monday. A link is new when its export says it was first seen, or else when you "
            + "added it; it is lost since the first check that missed it, and only until it is back.",
        _ => "Kaplan–Meier, from a link’s first check until it was lost; links that live on count for as long as they were followed. "
            + "Only with 30 links or more, of which 5 were lost.",
    };
}
