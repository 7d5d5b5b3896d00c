namespace LinkWatch.Html;

/// <summary>How a page's source ends, whatever its framing says.</summary>
public enum PageEnd
{
    /// <summary>Nobody looked: the reading is older than this.</summary>
    Unknown,

    /// <summary>With <c>&lt;/body&gt;</c> or <c>&lt;/html&gt;</c>; comments, scripts and a few words may follow.</summary>
    Closed,

    /// <summary>Without them, as HTML allows.</summary>
    Open,

    /// <summary>Inside a tag, a comment, a script, a character reference or a character.</summary>
    Inside,
}
