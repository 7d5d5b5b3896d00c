namespace LinkWatch.Importing;

/// <summary>What a column may be to LinkWatch; every other one is a note.</summary>
internal enum ImportField
{
    Source,
    Target,
    Anchor,
    Tags,
    Rel,
    Cost,
    Contact,
    Acquired,
    Price,
    Currency,
    PaidFrom,
    PaidUntil,
    AgreedPlacement,
    Match,
}
