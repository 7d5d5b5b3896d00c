namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>Where a list goes on: the key that it stopped at. Any other would lead into rows of another kind.</summary>
internal static class Cursor
{
    private const string Name = "after";

    /// <summary>Null at the beginning, and for what is no cursor of this list.</summary>
    public static string? Of(DashboardCall call, string prefix) => call.Query(Name) is { } key && Paging.IsKey(key, prefix) ? key : null;
}
