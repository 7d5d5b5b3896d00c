using System.Text.Json;
using LinkWatch.Tests.Functions.Worker.Protocol;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace LinkWatch.Tests.Functions.Worker;

/// <summary>A function as the worker declares it, with its trigger: the one binding that it has.</summary>
internal sealed record HostedFunction(RpcFunctionMetadata Metadata, JsonElement Trigger)
{
    public string Name => Metadata.Name;

    public string Id => Metadata.FunctionId;

    public string Type => Text("type");

    /// <summary>The parameter that the trigger's value goes to.</summary>
    public string Parameter => Text("name");

    public static HostedFunction From(RpcFunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(raw => JsonDocument.Parse(raw).RootElement).ToList();
        var trigger = bindings.Single(binding =>
            binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        metadata.Bindings.Clear();
        foreach (var binding in bindings)
        {
            var isIn = string.Equals(binding.GetProperty("direction").GetString(), "in", StringComparison.OrdinalIgnoreCase);
            metadata.Bindings[binding.GetProperty("name").GetString()!] = new BindingInfo
            {
                Type = binding.GetProperty("type").GetString(),
                Direction = isIn ? BindingInfo.Types.Direction.In : BindingInfo.Types.Direction.Out,
            };
        }

        return new HostedFunction(metadata, trigger);
    }

    public string Text(string property) => Trigger.GetProperty(property).GetString()!;

    /// <summary>The values of the route's parameters if this function answers such a request, else null.</summary>
    public RouteValueDictionary? Match(HttpMethod method, string path)
    {
        if (Type != "httpTrigger") return null;
        if (!Trigger.GetProperty("methods").EnumerateArray().Any(one => HttpMethod.Parse(one.GetString()!) == method)) return null;

        // The matcher of templates skips empty segments, the platform's and the worker's routing doesn't.
        if (("/" + path).Contains("//", StringComparison.Ordinal) && !Text("route").Contains('*')) return null;
        var values = new RouteValueDictionary();
        return new TemplateMatcher(TemplateParser.Parse(Text("route")), []).TryMatch("/" + path, values) ? values : null;
    }
}
