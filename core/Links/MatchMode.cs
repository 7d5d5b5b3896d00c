namespace LinkWatch.Links;

/// <summary>Which addresses count as the tracked target.</summary>
public enum MatchMode
{
    /// <summary>
    /// Same host ignoring a leading <c>www.</c>, same path ignoring one trailing slash, same query without tracking parameters.
    /// </summary>
    Page,

    /// <summary>The same normalised URL; the fragment is ignored.</summary>
    Exact,

    /// <summary>Any address on that host or below it.</summary>
    Domain,
}
