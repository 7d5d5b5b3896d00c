using System.Collections.Frozen;
using System.Text;
using LinkWatch.Links;
using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web.Dashboard.Serving;

/// <summary>Style sheet, script and logo, from the assembly. Their addresses name their content, so browsers keep them.</summary>
internal static class StaticFiles
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, Asset> All = typeof(StaticFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], Read, StringComparer.Ordinal);

    public static string Address(string name) => $"{DashboardApp.Root}/assets/{name}?v={All[name].Version}";

    public static string Text(string name) => Encoding.UTF8.GetString(All[name].Bytes);

    public static Task<IResult> ShowAsync(DashboardCall call)
    {
        if (!All.TryGetValue(call.Value("name"), out var asset)) return Task.FromResult(Results.NotFound());

        // While a new version is deployed, a page may ask for its files where an older one still answers.
        var isAsked = call.Query("v") == asset.Version;
        call.Http.Response.Headers.CacheControl = isAsked ? "public, max-age=31536000, immutable" : "no-cache";
        call.Http.Response.Headers.XContentTypeOptions = "nosniff";
        return Task.FromResult(Results.Bytes(asset.Bytes, asset.Type));
    }

    private static Asset Read(string resource)
    {
        using var stream = typeof(StaticFiles).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var type = Path.GetExtension(resource) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        return new Asset(bytes, Ids.Hash(bytes)[..12], type);
    }

    private sealed record Asset(byte[] Bytes, string Version, string Type);
}
