using System.Text.Json;

namespace LinkWatch.Tests.Support;

/// <summary>
/// What <c>POST /v3/mail/send</c> takes, after SendGrid's reference: each of a request's faults as message and field. Stricter
/// where the service is silent: a field that is not known is a fault.
/// </summary>
internal static class SendGridContract
{
    private static readonly string[] ReservedHeaders =
        [
            "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from", "subject",
            "reply-to", "cc", "bcc"
        ];

    public static List<Fault> FaultsOf(JsonElement mail)
    {
        var faults = new List<Fault>();
        if (!Object(
            mail, "", faults, "from", "subject", "personalizations", "content", "headers", "categories", "mail_settings",
            "tracking_settings"))
            return faults;
        Address(mail, "from", "", faults);
        if (!mail.TryGetProperty("subject", out var subject) || subject.ValueKind != JsonValueKind.String || subject.GetString() is "")
            faults.Add(new("The subject is required.", "subject"));
        Personalizations(mail, faults);
        Contents(mail, faults);
        if (mail.TryGetProperty("headers", out var headers)) Headers(headers, "headers", faults);
        if (mail.TryGetProperty("categories", out var categories)) Categories(categories, faults);
        if (mail.TryGetProperty("mail_settings", out var settings) && Object(settings, "mail_settings", faults, "sandbox_mode"))
            Switches(settings, "mail_settings", faults);
        if (mail.TryGetProperty("tracking_settings", out var tracking)
            && Object(tracking, "tracking_settings", faults, "click_tracking", "open_tracking", "subscription_tracking"))
            Switches(tracking, "tracking_settings", faults);
        return faults;
    }

    private static void Personalizations(JsonElement mail, List<Fault> faults)
    {
        if (!mail.TryGetProperty("personalizations", out var all) || all.ValueKind != JsonValueKind.Array || all.GetArrayLength() == 0)
        {
            faults.Add(new("The personalizations field is required and must have at least one personalization.", "personalizations"));
            return;
        }

        if (all.GetArrayLength() > 1000)
            faults.Add(new("The personalization block is limited to 1000 personalizations per API request.", "personalizations"));
        var place = 0;
        foreach (var one in all.EnumerateArray())
        {
            var field = $"personalizations.{place++}";
            if (!Object(one, field, faults, "to", "cc", "bcc", "subject", "headers", "substitutions", "custom_args")) continue;
            var receivers = new[] { "to", "cc", "bcc" }.SelectMany(kind => Receivers(one, kind, field, faults)).ToList();
            if (receivers.Distinct(StringComparer.OrdinalIgnoreCase).Count() < receivers.Count)
                faults.Add(new("Each email address in the personalization block should be unique between to, cc, and bcc.", field));
            if (!one.TryGetProperty("to", out _)) faults.Add(
                new("The to array is required for all personalization objects, and must have at least one email object.", field + ".to"));
            if (one.TryGetProperty("headers", out var headers)) Headers(headers, field + ".headers", faults);
            foreach (var name in new[] { "custom_args", "substitutions" })
            {
                if (one.TryGetProperty(name, out var texts)) Texts(texts, $"{field}.{name}", faults);
            }
        }
    }

    private static IEnumerable<string> Receivers(JsonElement one, string kind, string field, List<Fault> faults)
    {
        if (!one.TryGetProperty(kind, out var list)) yield break;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            faults.Add(new($"The {kind} array must have at least one email object.", $"{field}.{kind}"));
        for (var place = 0; list.ValueKind == JsonValueKind.Array && place < list.GetArrayLength(); place++)
        {
            if (Address(list[place], $"{field}.{kind}.{place}", faults) is { } address) yield return address;
        }
    }

    private static void Contents(JsonElement mail, List<Fault> faults)
    {
        if (!mail.TryGetProperty("content", out var contents)
            || contents.ValueKind != JsonValueKind.Array
            || contents.GetArrayLength() == 0)
        {
            faults.Add(new("The content is required.", "content"));
            return;
        }

        foreach (var (content, place) in contents.EnumerateArray().Select((content, place) => (content, place)))
        {
            var field = $"content.{place}";
            if (!Object(content, field, faults, "type", "value")) continue;
            foreach (var name in new[] { "type", "value" })
            {
                if (!content.TryGetProperty(name, out var text) || text.ValueKind != JsonValueKind.String || text.GetString() is "")
                    faults.Add(new($"The content {name} must be a string at least one character in length.", $"{field}.{name}"));
            }
        }

        var types = contents.EnumerateArray()
            .Select(content => content.TryGetProperty("type", out var type) ? type.ToString() : "").ToList();
        if (!types.SequenceEqual(types.OrderBy(type => type switch { "text/plain" => 0, "text/html" => 1, _ => 2 })))
            faults.Add(new("The content array must be text/plain first, then text/html.", "content"));
    }

    private static void Headers(JsonElement headers, string field, List<Fault> faults)
    {
        if (!Texts(headers, field, faults)) return;
        foreach (var header in headers.EnumerateObject())
        {
            if (ReservedHeaders.Contains(header.Name.ToLowerInvariant())) faults.Add(new($"The header {header.Name} is reserved.", field));
            if (header.Value.ToString().Any(c => c is < ' ' or > '~'))
                faults.Add(new("Headers must be encoded.", $"{field}.{header.Name}"));
        }
    }

    private static void Categories(JsonElement categories, List<Fault> faults)
    {
        var names = categories.ValueKind == JsonValueKind.Array
            ? categories.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()! : "").ToList()
            : [""];
        if (names.Count > 10) faults.Add(new("You cannot have more than 10 categories per request.", "categories"));
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            faults.Add(new("The category array must be unique.", "categories"));
        if (names.Exists(name => name.Length is 0 or > 255))
            faults.Add(new("A category is a string of at most 255 characters.", "categories"));
    }

    private static void Switches(JsonElement settings, string field, List<Fault> faults)
    {
        foreach (var setting in settings.EnumerateObject())
        {
            var place = $"{field}.{setting.Name}";
            if (!Object(setting.Value, place, faults, setting.Name switch
            {
                "click_tracking" => ["enable", "enable_text"],
                "open_tracking" => ["enable", "substitution_tag"],
                "subscription_tracking" => ["enable", "text", "html", "substitution_tag"],
                _ => ["enable"],
            })) continue;
            foreach (var value in setting.Value.EnumerateObject().Where(value => value.Name.StartsWith("enable", StringComparison.Ordinal)))
            {
                if (value.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    faults.Add(new("This is a boolean.", $"{place}.{value.Name}"));
            }
        }
    }

    private static void Address(JsonElement holder, string name, string field, List<Fault> faults)
    {
        if (holder.TryGetProperty(name, out var address)) Address(address, field + name, faults);
        else faults.Add(new($"The {name} object must be provided for every email send.", field + name));
    }

    private static string? Address(JsonElement address, string field, List<Fault> faults)
    {
        if (!Object(address, field, faults, "email", "name")) return null;
        if (address.TryGetProperty("name", out var name) && name.ValueKind != JsonValueKind.String)
            faults.Add(new("The name is a string.", field + ".name"));
        if (address.TryGetProperty("email", out var email)
            && email.ValueKind == JsonValueKind.String
            && System.Net.Mail.MailAddress.TryCreate(email.GetString(), out var parsed)
            && parsed.Address == email.GetString()
            && parsed.Host.Contains('.', StringComparison.Ordinal))
            return parsed.Address;
        faults.Add(new("Does not contain a valid address.", field + ".email"));
        return null;
    }

    private static bool Texts(JsonElement texts, string field, List<Fault> faults)
    {
        if (texts.ValueKind == JsonValueKind.Object && texts.EnumerateObject().All(text => text.Value.ValueKind == JsonValueKind.String))
            return true;
        faults.Add(new("This is an object of strings.", field));
        return false;
    }

    private static bool Object(JsonElement value, string field, List<Fault> faults, params string[] known)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("This is an object.", field));
            return false;
        }

        var names = value.EnumerateObject().Select(property => property.Name).ToList();
        faults.AddRange(names.Except(known).Select(name => new Fault("This is no field of the API.", $"{field}.{name}".TrimStart('.'))));
        if (names.Distinct().Count() < names.Count) faults.Add(new("A field stands there twice.", field));
        return true;
    }

    public sealed record Fault(string Message, string Field);
}
