using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace Azure.Storage.Queues;

/// <summary>Errors come as a header with the code, and XML with both code and message.</summary>
internal sealed class QueueErrorParser : RequestFailedDetailsParser
{
    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        var code = response.Headers.TryGetValue("x-ms-error-code", out var header) ? header : null;
        var body = BodyOf(response);
        code ??= body?.Element("Code")?.Value;
        error = code is null ? null : new ResponseError(code, body?.Element("Message")?.Value);
        return error is not null;
    }

    private static XElement? BodyOf(Response response)
    {
        try
        {
            using var stream = response.Content.ToStream();
            using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(xml).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
