using System.Text;

namespace LinkWatch.Alerting.Digests;

/// <summary>The plain part of a mail.</summary>
internal static class MailAsText
{
    public static string Render(MailModel mail)
    {
        var text = new StringBuilder().AppendLine(PlainText.OneLine(mail.Lead, 1000));
        foreach (var section in mail.Sections)
        {
            var title = PlainText.OneLine(section.Title);
            text.AppendLine().AppendLine(title).AppendLine(new string('=', title.Length)).AppendLine(section.Meaning);
            foreach (var item in section.Items) Append(text, item);
        }

        return text.AppendLine().AppendLine("-- ").AppendLine(mail.Closing).ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, MailItem item)
    {
        text.AppendLine().AppendLine("* " + PlainText.OneLine(item.Source, 500));
        foreach (var (label, value) in item.Facts) text.AppendLine($"  {label}: {PlainText.OneLine(value, 500)}");
        foreach (var line in item.Evidence) text.AppendLine("  > " + PlainText.OneLine(line, 500));
        if (item.Draft is not { } draft) return;
        text.AppendLine().AppendLine("  A draft to the page's owner:");
        foreach (var line in draft.Split('\n')) text.AppendLine(("  | " + PlainText.OneLine(line, 2000)).TrimEnd());
    }
}
