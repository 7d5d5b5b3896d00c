namespace LinkWatch.Html.Scanning;

/// <summary>Gathers the text of one link, and the alt texts of its images.</summary>
internal sealed class AnchorText
{
    public const int Limit = 1000;

    private readonly FoldedText text = new(Limit);
    private readonly FoldedText alts = new(Limit);
    private bool hasImage;

    public void Append(ReadOnlySpan<byte> raw) => text.Append(CharacterReferences.Decode(raw, inAttribute: false));

    /// <summary>What comes next is another word.</summary>
    public void Break() => text.Break();

    public void AppendImage(string? alt)
    {
        hasImage = true;
        alts.Append(alt);
        alts.Break();
    }

    /// <summary>The text, or where there is none the images' alt texts; and all is as new.</summary>
    public string Finish(out bool isImage)
    {
        isImage = hasImage && text.Length == 0;
        var anchor = text.Length > 0 ? text.ToString() : alts.ToString();
        text.Clear();
        alts.Clear();
        hasImage = false;
        return anchor;
    }
}
