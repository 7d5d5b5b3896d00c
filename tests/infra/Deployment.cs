using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LinkWatch.Tests.Infra;

/// <summary>What infra/main.bicep deploys.</summary>
internal static class Deployment
{
    public static async Task<ArmTemplate> TemplateAsync() => new(await BicepCompiler.TemplateAsync());

    public static async Task<IReadOnlyList<ArmResource>> ResourcesAsync(string type) =>
        [.. (await TemplateAsync()).Resources.Where(resource => resource.Type == type)];

    public static async Task<ArmResource> ResourceAsync(string type) => Assert.Single(await ResourcesAsync(type));

    public static async Task<IReadOnlyDictionary<string, string>> SettingsAsync() =>
        (await ResourceAsync("Microsoft.Web/sites/config")).Properties.AsObject()
            .ToDictionary(setting => setting.Key, setting => setting.Value!.ToString());

    /// <summary>The template and those of its modules, as compiled.</summary>
    public static async Task<IReadOnlyList<JsonNode>> TemplatesAsync() => [.. Nested(await BicepCompiler.TemplateAsync())];

    /// <summary>The group "name" of the match, or null.</summary>
    public static string? Find(string text, string pattern) =>
        Regex.Match(text, pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture) is { Success: true } match
            ? match.Groups["name"].Value
            : null;

    private static IEnumerable<JsonNode> Nested(JsonNode template) =>
        (template["resources"] is JsonArray array ? array : template["resources"]!.AsObject().Select(member => member.Value))
            .Select(resource => (resource!["properties"] as JsonObject)?["template"])
            .OfType<JsonNode>().SelectMany(Nested).Prepend(template);
}
