// What a program does with the client that a generator makes of web/openapi.json. ApiClientTests compiles it together with the client.
using LinkWatch.Client;
using LinkWatch.Client.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

public static class ClientProgram
{
    public static async Task RunAsync(Uri root, Action<string> say)
    {
        using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider()) { BaseUrl = root.AbsoluteUri.TrimEnd('/') };
        var api = new LinkWatchClient(adapter);
        await ChangeSiteAsync(api, say);
        var id = await AddLinksAsync(api, say);
        await ReadAsync(api, id, say);
        await FailAsync(api, say);
    }

    private static async Task ChangeSiteAsync(LinkWatchClient api, Action<string> say)
    {
        var site = (await api.Sites["shop"].PutAsync(new SiteRequest
        {
            Domains = ["shop.example"],
            Cadence = "weekly",
            Badge = true,
            QuietHours = new QuietHours { From = new Time(22, 0, 0), To = new Time(7, 0, 0) },
        }))!;
        say($"site {site.Id} {site.Cadence} {site.AlertPace} quiet from {site.QuietHours!.From!.Value.Hour} badge {site.Badge}");
        say($"sites {string.Join(' ', (await api.Sites.GetAsync())!.Sites!.Select(one => one.Id))}");
    }

    /// <summary>The id of the first.</summary>
    private static async Task<string> AddLinksAsync(LinkWatchClient api, Action<string> say)
    {
        var added = new List<LinkReport>();
        for (var i = 0; i < 5; i++)
        {
            var link = new LinkRequest
            {
                Source = $"https://blog.example/{i}",
                Target = "https://shop.example/",
                Tags = ["red; green", "tea"],
            };
            added.Add((await api.Sites["shop"].Links.PostAsync(link, request => request.Headers.Add("Idempotency-Key", $"add-{i}")))!);
            var again = (await api.Sites["shop"].Links.PostAsync(link, request => request.Headers.Add("Idempotency-Key", $"add-{i}")))!;
            if (again.Id != added[i].Id) say($"{again.Id} is another");
        }

        say($"link {added[0].Source} {added[0].Status} {added[0].Match} [{string.Join('|', added[0].Tags!)}]");
        return added[0].Id!;
    }

    private static async Task ReadAsync(LinkWatchClient api, string id, Action<string> say)
    {
        var sources = new List<string>();
        string? after = null;
        do
        {
            var page = (await api.Sites["shop"].Links.GetAsync(request =>
            {
                (request.QueryParameters.Most, request.QueryParameters.After) = (2, after);
                (request.QueryParameters.Sort, request.QueryParameters.Tag) = ("address", "red; green");
            }))!;
            sources.AddRange(page.Links!.Select(link => link.Source![^1..]));
            after = page.Next;
            say($"page of {page.Links!.Count}{(after is null ? ", the last" : "")}");
        }
        while (after is not null);

        say($"listed {string.Join(' ', sources)}");
        say($"changes {(await api.Sites["shop"].Changes.GetAsync())!.Changes!.Count}");
        say($"changes of a link {(await api.Sites["shop"].Links[id].Changes.GetAsync())!.Changes!.Count}");
        say($"pending {(await api.Sites["shop"].Pending.GetAsync())!.Pending!.Count}");
        say($"muted {(await api.Sites["shop"].Links[id].Mute.PutAsync(new MuteRequest()))!.Muted}");
        say($"review {(await api.Sites["shop"].Review.GetAsync())!.Flags!.Count}");
        say($"letters {(await api.Sites["shop"].Letters.GetAsync())!.Letters!.Count}");
        using var file = new MemoryStream("source,target\nhttps://blog.example/6,https://shop.example/\nnothing,\n"u8.ToArray());
        var import = (await api.Sites["shop"].Imports.PostAsync(file, "text/csv"))!;
        say($"import {import.Added} added, {import.Bad} bad: row {import.Problems![0].Row}");
        var feed = (await api.Sites["shop"].FeedJson.GetAsync())!;
        say($"feed {feed.Version} {feed.Items!.Count}");
    }

    private static async Task FailAsync(LinkWatchClient api, Action<string> say)
    {
        try
        {
            await api.Sites["nobody"].Links.GetAsync();
        }
        catch (Problem problem)
        {
            say($"error {problem.ResponseStatusCode} {problem.Code} {problem.Detail}");
        }

        try
        {
            await api.Sites["shop"].Links.GetAsync(request => request.QueryParameters.Status = "gone");
        }
        catch (Problem problem)
        {
            say($"error {problem.ResponseStatusCode} {problem.Code} {problem.Parameter}");
        }

        await api.Sites["shop"].DeleteAsync();
    }
}
