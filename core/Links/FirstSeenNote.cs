using System.Globalization;

namespace LinkWatch.Links;

/// <summary>When a link was first seen by whoever listed it.</summary>
public static class FirstSeenNote
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>The day that the link's export names, or null. Ahrefs and Semrush write it into each row.</summary>
    public static DateOnly? FirstSeen(this Backlink link)
    {
        var noted = link.Notes.FirstOrDefault(note => note.Key.Equals("First seen", StringComparison.OrdinalIgnoreCase)).Value;
        return noted?.Length >= Form.Length && DateOnly.TryParseExact(
            noted[..Form.Length], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
