using System.Globalization;
using System.Text;
using System.Xml;

namespace LinkWatch.Reporting;

/// <summary>A feed in Atom (RFC 4287).</summary>
public static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static byte[] Write(ChangeFeed feed)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(
            bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Element(xml, "id", feed.Id);
            Element(xml, "title", feed.Title);
            Link(xml, "self", feed.Address);
            Element(xml, "updated", Time(feed.Items.Count > 0 ? feed.Items[0].At : DateTimeOffset.UnixEpoch));
            xml.WriteStartElement("author", Atom);
            Element(xml, "name", ChangeFeed.Author);
            xml.WriteEndElement();
            foreach (var item in feed.Items) Entry(xml, item);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, FeedItem item)
    {
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", item.Id);
        Element(xml, "title", item.Title);
        Link(xml, "alternate", item.Page);
        Element(xml, "updated", Time(item.At));
        Element(xml, "summary", item.Summary);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, text);

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
