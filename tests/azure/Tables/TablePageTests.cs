using LinkWatch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Tests.Azure.Tables;

/// <summary>
/// Azure may end a page of a query early, at a partition boundary or after five seconds, even with no row in it, and only the absence of a
/// continuation token marks the last page (https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination). Azurite
/// never does.
/// </summary>
public sealed class TablePageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listing_goes_on_past_pages_that_are_empty_or_short()
    {
        await using var service = await ServeAsync([], ["a", "b"], [], [], ["c"], []);
        var rows = await LoopbackAccount.Rows(service.Url()).ListAsync("p", "", "~", 10, Stop);
        Assert.Equal(["a", "b", "c"], rows.Select(row => row.Body));
        Assert.Equal(6, service.Asked.Count);
        Assert.All(service.Asked, asked => Assert.Contains("PartitionKey%20eq%20%27p%27", asked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_listing_asks_for_no_page_more_than_it_needs()
    {
        await using var service = await ServeAsync([], ["a", "b"], ["c", "d"], ["e"]);
        var rows = await LoopbackAccount.Rows(service.Url()).ListAsync("p", "", "~", 3, Stop);
        Assert.Equal(["a", "b", "c"], rows.Select(row => row.Body));
        Assert.Equal(3, service.Asked.Count);
    }

    [Fact]
    public async Task Clearing_goes_on_past_an_empty_page()
    {
        await using var service = await ServeAsync([], ["a"]);
        await LoopbackAccount.Rows(service.Url()).ClearAsync("p", Stop);
        Assert.Contains(service.Asked, asked => asked.Contains("RowKey='a'", StringComparison.Ordinal));
    }

    /// <summary>A table whose query has these pages until a row of it is deleted; then it is empty.</summary>
    private static Task<LoopbackSite> ServeAsync(params string[][] pages)
    {
        var isCleared = false;
        return LoopbackSite.StartAsync(context =>
        {
            if (context.Request.Method == "DELETE")
            {
                isCleared = true;
                return context.AcceptAsync();
            }

            var page = context.Request.Query["NextPartitionKey"].ToString() is { Length: > 0 } token ? int.Parse(token) : 0;
            if (page + 1 < pages.Length && !isCleared)
            {
                context.Response.Headers["x-ms-continuation-NextPartitionKey"] = $"{page + 1}";
                // Azure leaves out the row key if the page ended between partitions.
                if (page % 2 == 0) context.Response.Headers["x-ms-continuation-NextRowKey"] = "r";
            }

            var rows = isCleared ? [] : pages[page].Select(key =>
                $$"""{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"{{key}}","Body":"{{key}}"}""");
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($$"""{"value":[{{string.Join(',', rows)}}]}""");
        });
    }
}
