using System.Text;
using System.Text.Json;
using LinkWatch.Links;
using LinkWatch.Urls;

namespace LinkWatch.Reporting;

/// <summary>
/// The <c>resolve</c> command, a line at a time: <c>{"input","base"}</c> gives <c>{"href","host"}</c> (the host with its port, unless that
/// is the scheme's default) or <c>{"failure":true}</c>; an unreadable line gives <c>{"error"}</c>.
/// </summary>
public static class ResolveLines
{
    public static string Answer(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(WellFormed(line)), new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Answer(document.RootElement) : Error("not a JSON object");
        }
        catch (JsonException e)
        {
            return Error("not JSON: " + e.Message);
        }
    }

    private static string Answer(JsonElement asked)
    {
        if (!asked.TryGetProperty("input", out var input) || input.ValueKind != JsonValueKind.String) return Error("no input");
        WebUrl? baseUrl = null;
        if (asked.TryGetProperty("base", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind != JsonValueKind.String) return Error("base is not text");
            if (!WebUrl.TryParse(given.GetString(), out baseUrl)) return Json.Write(new { Failure = true });
        }

        return WebUrl.TryParse(input.GetString(), baseUrl, out var url)
            ? Json.Write(new { url.Href, Host = url.Authority })
            : Json.Write(new { Failure = true });
    }

    private static string Error(string message) => Json.Write(new { Error = message });

    /// <summary>
    /// With U+FFFD for each escaped half of a surrogate pair, which JSON may hold and .NET's reader refuses; URLs read it so too.
    /// </summary>
    private static string WellFormed(string line)
    {
        if (!line.Contains("\\ud", StringComparison.OrdinalIgnoreCase)) return line;
        var characters = line.ToCharArray();
        for (var i = 0; i + 1 < characters.Length; i++)
        {
            if (characters[i] != '\\') continue;
            var unit = EscapedUnit(line, i);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(EscapedUnit(line, i + 6))) i += 11;
            else if (char.IsSurrogate(unit)) "\\ufffd".CopyTo(0, characters, i, 6);
            else i++;
        }

        return new string(characters);
    }

    private static char EscapedUnit(string line, int at) =>
        at + 6 <= line.Length && line[at] == '\\' && line[at + 1] == 'u'
            && ushort.TryParse(line.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit)
            ? (char)unit
            : '\0';
}
