using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

/// <summary>Messages as the service's XML.</summary>
internal static class QueueXml
{
    /// <summary>A carriage return that stands bare would come back as a line feed.</summary>
    private static readonly XmlWriterSettings Format = new() { OmitXmlDeclaration = true, Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };

    public static byte[] Write(BinaryData message, QueueMessageEncoding encoding)
    {
        var text = encoding == QueueMessageEncoding.Base64 ? Convert.ToBase64String(message.ToMemory().Span) : message.ToString();
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Format)) new XElement("QueueMessage", new XElement("MessageText", text)).WriteTo(xml);
        return stream.ToArray();
    }

    public static SendReceipt ReadReceipt(BinaryData body)
    {
        var sent = MessagesOf(body).Single();
        return new SendReceipt
        {
            MessageId = Text(sent, "MessageId"),
            PopReceipt = Text(sent, "PopReceipt"),
            InsertionTime = Time(sent, "InsertionTime"),
            ExpirationTime = Time(sent, "ExpirationTime"),
            TimeNextVisible = Time(sent, "TimeNextVisible"),
        };
    }

    public static QueueMessage[] ReadMessages(BinaryData body, QueueMessageEncoding encoding) => [.. MessagesOf(body).Select(message => new QueueMessage
    {
        MessageId = Text(message, "MessageId"),
        PopReceipt = Text(message, "PopReceipt"),
        Body = BodyOf(message, encoding),
        InsertedOn = Time(message, "InsertionTime"),
        ExpiresOn = Time(message, "ExpirationTime"),
        NextVisibleOn = Time(message, "TimeNextVisible"),
        DequeueCount = long.Parse(Text(message, "DequeueCount"), CultureInfo.InvariantCulture),
    })];

    public static PeekedMessage[] ReadPeeked(BinaryData body, QueueMessageEncoding encoding) => [.. MessagesOf(body).Select(message => new PeekedMessage
    {
        MessageId = Text(message, "MessageId"),
        Body = BodyOf(message, encoding),
        InsertedOn = Time(message, "InsertionTime"),
        ExpiresOn = Time(message, "ExpirationTime"),
        DequeueCount = long.Parse(Text(message, "DequeueCount"), CultureInfo.InvariantCulture),
    })];

    public static UpdateReceipt ReceiptOf(ResponseHeaders headers) => new()
    {
        PopReceipt = headers.TryGetValue("x-ms-popreceipt", out var receipt) ? receipt : "",
        NextVisibleOn = headers.TryGetValue("x-ms-time-next-visible", out var at) ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : default,
    };

    private static IEnumerable<XElement> MessagesOf(BinaryData body)
    {
        using var stream = body.ToStream();
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(xml, LoadOptions.PreserveWhitespace).Root!.Elements("QueueMessage");
    }

    private static BinaryData BodyOf(XElement message, QueueMessageEncoding encoding)
    {
        var text = Text(message, "MessageText");
        return encoding == QueueMessageEncoding.Base64 ? BinaryData.FromBytes(Convert.FromBase64String(text)) : BinaryData.FromString(text);
    }

    private static string Text(XElement message, string name) => message.Element(name)?.Value ?? "";

    private static DateTimeOffset Time(XElement message, string name) =>
        DateTimeOffset.TryParse(Text(message, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : default;
}
