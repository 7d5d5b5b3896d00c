namespace LinkWatch.Links;

/// <summary>Which addresses count as the tracked target.</summary>
public enum MatchMode
{
    /// <summary>
    /// Same host ignoring a leading <c>www.</c>, same path ignoring one trailing slash, same query without tracking parameters and without
    /// those in which the linking page names itself.
    /// </summary>
    Page,

    /// <summary>The same URL, whatever the spelling of its escapes; the fragment is ignored.</summary>
    Exact,

    /// <summary>Any address on that host or below it.</summary>
    Domain,
}
