using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkWatch.Links;

namespace LinkWatch.Simulation;

/// <summary>Reads a built-in profile by name, or a file. Problems are reported in one line.</summary>
internal static class ProfileFile
{
    private const string Resources = "LinkWatch.Simulation.Profiles.";

    private static readonly JsonSerializerOptions Strict =
        new(Json.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static IReadOnlyList<string> BuiltIn { get; } = ["harsh", "calm"];

    /// <param name="nameOrPath">A name of <see cref="BuiltIn"/>, or the path of a JSON file.</param>
    /// <exception cref="ProfileException">The file does not exist or is not a profile.</exception>
    public static FaultProfile Read(string nameOrPath)
    {
        var text = BuiltIn.Contains(nameOrPath, StringComparer.Ordinal) ? ReadBuiltIn(nameOrPath) : ReadFile(nameOrPath);
        try
        {
            var profile = JsonSerializer.Deserialize<FaultProfile>(text, Strict) ?? throw new JsonException("it is null");
            return ProfileRules.Broken(profile).FirstOrDefault() is { } broken
                ? throw new ProfileException($"--profile {nameOrPath}: {broken}")
                : profile;
        }
        catch (JsonException e)
        {
            throw new ProfileException($"--profile {nameOrPath}: {Plain(e)}");
        }
    }

    public static string ReadBuiltIn(string name)
    {
        using var stream = typeof(ProfileFile).Assembly.GetManifestResourceStream($"{Resources}{name}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProfileException(
                $"--profile {path}: neither a built-in profile ({string.Join(", ", BuiltIn)}) nor a readable file");
        }
    }

    /// <summary>The serializer's messages name our types: the position, the unknown name and the fields that there are stand instead.</summary>
    private static string Plain(JsonException e)
    {
        var isUnknown = e.Message.Contains("could not be mapped", StringComparison.Ordinal);
        var (what, known) = isUnknown && e.Message.Split('\'') is [_, var name, _, var type, ..]
            ? ($"unknown field '{name}'", $"; there are {Fields(type)}")
            : ("not a profile", $"; its fields are {Fields(typeof(FaultProfile).FullName!)}");
        var line = e.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $", line {number + 1}") : "";
        return $"{what} at {e.Path ?? "$"}{line}{known}";
    }

    private static string Fields(string type) => string.Join(
        ", ", typeof(FaultProfile).Assembly.GetType(type)!.GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name)));
}

/// <summary>A profile is invalid. The message is one line that says why.</summary>
public sealed class ProfileException(string message) : Exception(message);
