using System.Globalization;
using System.Text;
using System.Xml;
using LinkWatch.Alerting.Digests;
using LinkWatch.Confirming;
using LinkWatch.Links;
using LinkWatch.Storage;

namespace LinkWatch.Reporting;

/// <summary>A site's latest changes as an Atom feed (RFC 4287), for feed readers.</summary>
public static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <param name="site">Whose changes.</param>
    /// <param name="changes">The newest first.</param>
    /// <param name="self">Where the feed is.</param>
    public static byte[] Write(Site site, IReadOnlyList<HistoryRow> changes, string self)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(
            bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Element(xml, "id", $"urn:linkwatch:{site.Id}");
            Element(xml, "title", $"Backlinks of {site.Domains[0]}");
            Link(xml, "self", self);
            Element(xml, "updated", Time(changes.Count > 0 ? changes[0].Change.At : DateTimeOffset.UnixEpoch));
            xml.WriteStartElement("author", Atom);
            Element(xml, "name", "LinkWatch");
            xml.WriteEndElement();
            foreach (var change in changes) Entry(xml, site, change);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, Site site, HistoryRow row)
    {
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", $"urn:linkwatch:{site.Id}:{row.RowKey}");
        Element(xml, "title", $"{What(row.Change)}: {row.Source.Href}");
        Link(xml, "alternate", row.Source.Href);
        Element(xml, "updated", Time(row.Change.At));
        Element(xml, "summary", string.Join("; ", [.. row.Change.Reasons.Select(ReasonWords.Of), .. row.Change.Evidence]));
        xml.WriteEndElement();
    }

    private static string What(LinkChange change) => change.Kind switch
    {
        ChangeKind.Back => "back",
        ChangeKind.Unverifiable => "couldn't be checked",
        ChangeKind.Detail => "changed in detail",
        ChangeKind.Baseline => $"first read as {ReasonWords.Of(change.New)}",
        _ => ReasonWords.Of(change.New),
    };

    /// <summary>XML takes no control characters, however they are written; what others wrote may hold some.</summary>
    private static void Element(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Atom, PlainText.OneLine(text, 2000));

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", PlainText.OneLine(address, 2000));
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
