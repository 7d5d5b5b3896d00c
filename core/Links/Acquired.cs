namespace LinkWatch.Links;

/// <summary>How the owner came by a link.</summary>
public enum Acquired
{
    Natural,
    Manual,
    SelfCreated,
    Paid,
}
