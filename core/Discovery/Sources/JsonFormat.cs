using System.Text.Json;

namespace LinkWatch.Discovery.Sources;

/// <summary>Logs with a JSON object a line.</summary>
internal sealed class JsonFormat : ILogFormat
{
    private const int MaxDepth = 2;

    private readonly byte[][] names;
    private byte[] texts = new byte[4096];
    private int used;

    private JsonFormat(params byte[][] names) => this.names = names;

    private enum Field
    {
        Target,
        Status,
        Referrer,
        Method,
        Host,
        Time,
    }

    /// <summary>https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/</summary>
    public static JsonFormat Cloudflare() => new(
        "ClientRequestURI"u8.ToArray(), "EdgeResponseStatus"u8.ToArray(), "ClientRequestReferer"u8.ToArray(),
        "ClientRequestMethod"u8.ToArray(), "ClientRequestHost"u8.ToArray(), "EdgeStartTimestamp"u8.ToArray());

    /// <summary>
    /// https://learn.microsoft.com/azure/frontdoor/standard-premium/how-to-logs: the fields are in <c>properties</c>, the time is beside.
    /// </summary>
    public static JsonFormat FrontDoor() => new(
        "requestUri"u8.ToArray(), "httpStatusCode"u8.ToArray(), "referer"u8.ToArray(), "httpMethod"u8.ToArray(), "hostName"u8.ToArray(),
        "time"u8.ToArray());

    public LogLine Read(ReadOnlySpan<byte> line, ref LogRequest request)
    {
        // Unescaped texts are never longer than the line.
        if (texts.Length < line.Length) texts = new byte[2 * line.Length];
        used = 0;
        request = default;
        ReadOnlySpan<byte> address = default;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 64 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return LogLine.Malformed;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > MaxDepth) continue;
                var field = FieldOf(ref reader);
                reader.Read();
                if (field < 0 || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) continue;
                var text = Text(ref reader);
                if ((Field)field == Field.Target) address = text;
                else Set((Field)field, text, ref request);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text that is not UTF-8.
            return LogLine.Malformed;
        }

        if (address.IsEmpty || request.Status == 0) return LogLine.Other;
        request.SetAddress(address);
        return LogLine.Request;
    }

    private static void Set(Field field, ReadOnlySpan<byte> text, ref LogRequest request)
    {
        if (field == Field.Status && CombinedFormat.TryReadStatus(text, out var status)) request.Status = status;
        else if (field == Field.Referrer && !text.SequenceEqual("-"u8)) request.Referrer = text;
        else if (field == Field.Method) request.Method = text;
        else if (field == Field.Host) request.Host = LogRequest.WithoutPort(text);
        else if (field == Field.Time) request.Time = LogTime.ReadJson(text);
    }

    private int FieldOf(scoped ref Utf8JsonReader reader)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i])) return i;
        }

        return -1;
    }

    private ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        var length = reader.CopyString(texts.AsSpan(used));
        used += length;
        return texts.AsSpan(used - length, length);
    }
}
