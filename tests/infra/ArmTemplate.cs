using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LinkWatch.Tests.Infra;

/// <summary>A resource of the deployment. Its expressions are over parameters of the main template.</summary>
internal sealed record ArmResource(string Type, string Name, string Condition, JsonObject Definition)
{
    public JsonNode Properties => Definition["properties"] ?? new JsonObject();

    public bool IsCreatedOnce => Definition["@options"]?["onlyIfNotExists"] is not null;
}

/// <summary>
/// A compiled template, taken apart: modules are entered, loops unrolled, and parameters and variables replaced by what they stand for.
/// </summary>
internal sealed partial class ArmTemplate
{
    private readonly JsonNode template;
    private readonly Dictionary<string, JsonNode?> values = new(StringComparer.Ordinal);

    public ArmTemplate(JsonNode template)
        : this(template, [])
    {
        foreach (var (name, _) in Parameters) values[$"parameters('{name}')"] = $"[{name}]";
        values["variables('token')"] = "[token]";
        values["variables('tags')"] = "[tags]";
    }

    private ArmTemplate(JsonNode template, IEnumerable<KeyValuePair<string, JsonNode?>> arguments)
    {
        this.template = template;
        foreach (var (name, value) in Members("variables")) values[$"variables('{name}')"] = value;
        foreach (var (name, parameter) in Parameters) values[$"parameters('{name}')"] = parameter!["defaultValue"];
        foreach (var (name, value) in arguments) values[$"parameters('{name}')"] = value;
    }

    public JsonObject Parameters => Members("parameters");

    public JsonObject Outputs => Members("outputs");

    /// <summary>All resources, in the order of the template, without the deployments of modules.</summary>
    public IReadOnlyList<ArmResource> Resources => [.. Expand("")];

    private IEnumerable<ArmResource> Expand(string condition)
    {
        var resources = template["resources"] is JsonArray array ? array : template["resources"]!.AsObject().Select(member => member.Value);
        return resources.SelectMany(resource => Unroll(resource!.AsObject())).SelectMany(resource =>
        {
            var own = resource["condition"]?.ToString() is { } text ? ArmExpression.Of(text) : "";
            var both = string.Join(" and ", new[] { condition, own }.Where(part => part.Length > 0));
            return resource["properties"]?["template"] is { } nested
                ? new ArmTemplate(nested, Arguments(resource)).Expand(both)
                : [new ArmResource(resource["type"]!.ToString(), resource["name"]!.ToString(), both, resource)];
        });
    }

    private IEnumerable<JsonObject> Unroll(JsonObject resource)
    {
        if (resource["copy"]?["count"]?.ToString() is not { } count) return [Resolve(resource, text => text).AsObject()];

        var list = Loop().Match(count).Groups["list"].Value;
        var isItems = list.StartsWith("items(", StringComparison.Ordinal);
        var source = values[isItems ? list["items(".Length..^1] : list];
        var elements = isItems
            ? source!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(JsonNode? (member) => new JsonObject { ["key"] = member.Key, ["value"] = member.Value?.DeepClone() })
            : source!.AsArray();
        var element = new Regex(
            $@"{Regex.Escape(list)}\[copyIndex\(\)\](\.(?<member>\w+))?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
        return elements.Select((value, i) => Resolve(resource, text => element
            .Replace(text, match => ArmExpression.Of(match.Groups["member"].Success ? value![match.Groups["member"].Value] : value))
            .Replace("copyIndex()", $"{i}", StringComparison.Ordinal)).AsObject());
    }

    /// <summary>What the module is given. An optional value is wrapped in objects by the compiler, one for each case.</summary>
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Arguments(JsonObject deployment) =>
        (deployment["properties"]!["parameters"] as JsonObject ?? []).Select(argument => KeyValuePair.Create(
            argument.Key,
            argument.Value is JsonObject given
                ? given["value"]?.DeepClone()
                : Optional().Replace(argument.Value!.ToString(), "[if(${condition}, ${value}, null())]")));

    private JsonNode Resolve(JsonNode node, Func<string, string> inLoop) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member =>
            KeyValuePair.Create(
                ArmExpression.IsExpression(member.Key) ? Resolve(inLoop(member.Key[1..^1])).ToString() : member.Key,
                member.Key == "template" ? member.Value?.DeepClone() : member.Value is null ? null : Resolve(member.Value, inLoop)))),
        JsonArray array => new JsonArray([.. array.Select(element => element is null ? null : Resolve(element, inLoop))]),
        JsonValue value when value.TryGetValue<string>(out var text) && ArmExpression.IsExpression(text) => Resolve(inLoop(text[1..^1])),
        _ => node.DeepClone(),
    };

    private JsonNode Resolve(string expression)
    {
        if (values.TryGetValue(expression, out var whole) && whole is JsonObject or JsonArray) return Resolve(whole, text => text);
        for (var before = ""; before != expression;)
        {
            before = expression;
            expression = Name().Replace(
                expression, match => values.TryGetValue(match.Value, out var value) ? ArmExpression.Of(value) : match.Value);
        }

        return ArmExpression.ToTemplate(ArmExpression.Simplify(expression));
    }

    private JsonObject Members(string name) => template[name] as JsonObject ?? [];

    [GeneratedRegex(@"^\[length\((?<list>.+)\)\]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Loop();

    [GeneratedRegex(@"(parameters|variables)\('\w+'\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^\[if\((?<condition>.+), createObject\('value', (?<value>.+)\), createObject\('value', null\(\)\)\)\]$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Optional();
}
