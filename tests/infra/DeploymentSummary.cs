using System.Text;
using System.Text.Json.Nodes;

namespace LinkWatch.Tests.Infra;

/// <summary>What a deployment creates, as text that a reviewer can read: resources, roles, the app's settings.</summary>
internal static class DeploymentSummary
{
    private const string RoleAssignment = "Microsoft.Authorization/roleAssignments";
    private const string Settings = "Microsoft.Web/sites/config";

    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
    };

    public static string Of(ArmTemplate template)
    {
        var text = new StringBuilder();
        var resources = template.Resources.ToLookup(resource => resource.Type is RoleAssignment or Settings ? resource.Type : "");
        text.Append(
            "[x] is an expression over parameters of main.bicep and outputs of its modules, {x} one inside a text.\n\n# Resources\n");
        foreach (var resource in resources[""].OrderBy(resource => $"{resource.Type} {resource.Name}", StringComparer.Ordinal))
        {
            Append(text, resource);
        }

        text.Append("\n# Roles\n");
        foreach (var line in resources[RoleAssignment].Select(Role).Order(StringComparer.Ordinal)) text.Append(line).Append('\n');

        text.Append("\n# App settings\n");
        foreach (var (name, value) in resources[Settings].SelectMany(resource => Flatten(resource.Properties, "")))
        {
            text.Append($"{name} = {value}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ArmResource resource)
    {
        text.Append($"\n{resource.Type}@{resource.Definition["apiVersion"]} {resource.Name}\n");
        if (resource.Condition.Length > 0) text.Append($"  if {resource.Condition}\n");
        if (resource.IsCreatedOnce) text.Append("  only if it does not exist\n");
        foreach (var (path, value) in resource.Definition
            .Where(member => member.Key is "kind" or "location" or "tags" or "sku" or "identity" or "properties")
            .SelectMany(member => Flatten(member.Value, member.Key == "properties" ? "" : member.Key)))
        {
            text.Append($"  {path} = {value}\n");
        }
    }

    /// <summary>Who gets which role, on what.</summary>
    public static string Role(ArmResource resource)
    {
        var id = resource.Properties["roleDefinitionId"]!.ToString().Split('\'')[^2];
        var condition = resource.Condition.Length > 0 ? $" if {resource.Condition}" : "";
        var principal = $"{resource.Properties["principalId"]} ({resource.Properties["principalType"]})";
        return $"{Roles[id]} ({id}) for {principal} on {resource.Definition["scope"]}{condition}";
    }

    private static IEnumerable<(string Path, string Value)> Flatten(JsonNode? node, string path) => node switch
    {
        JsonObject { Count: 0 } => [(path, "{}")],
        JsonObject members => members.SelectMany(member => Flatten(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray array => array.SelectMany((element, i) => Flatten(element, $"{path}[{i}]")),
        _ => [(path, node?.ToString() ?? "null")],
    };
}
