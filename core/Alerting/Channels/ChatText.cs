using System.Text;
using LinkWatch.Alerting.Delivery;
using LinkWatch.Alerting.Digests;

namespace LinkWatch.Alerting.Channels;

/// <summary>An alert's text, cut to what a chat takes. Pure.</summary>
internal static class ChatText
{
    private const string Cut = "\n… the whole stands in the history: linkwatch history";

    /// <summary>The mail's text, by whole lines.</summary>
    /// <param name="mail">The alert.</param>
    /// <param name="max">UTF-8 bytes: no service counts more than one for a byte.</param>
    /// <param name="escape">Makes a line plain text for the service.</param>
    /// <param name="frame">Bytes that the message needs around each line.</param>
    public static string Of(AlertMail mail, int max, Func<string, string>? escape = null, int frame = 0)
    {
        var text = new StringBuilder();
        var left = max - Encoding.UTF8.GetByteCount(Cut);
        foreach (var line in mail.Text.Split('\n'))
        {
            var plain = PlainText.OneLine(line, 1000);
            var shown = (escape is null ? plain : escape(plain)) + "\n";
            left -= Encoding.UTF8.GetByteCount(shown) + frame;
            if (left < 0) return text.Append(Cut).ToString();
            text.Append(shown);
        }

        return text.ToString().TrimEnd();
    }
}
