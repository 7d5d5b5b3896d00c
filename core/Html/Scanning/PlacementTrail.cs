using System.Text;

namespace LinkWatch.Html.Scanning;

/// <summary>
/// Tells the placement of a kept link by reading the start tags of the elements around it once more. What the next link shares with the
/// last is remembered, so that a page of kept links is still read in linear time.
/// </summary>
internal sealed class PlacementTrail
{
    private readonly List<(int Start, Surroundings Inside)> trail = [];

    public LinkWatch.Links.Placement Of(ReadOnlySpan<byte> page, ReadOnlySpan<int> around, in Tokenizer link)
    {
        var depth = 0;
        while (depth < trail.Count && depth < around.Length && trail[depth].Start == around[depth]) depth++;
        trail.RemoveRange(depth, trail.Count - depth);
        var surroundings = depth == 0 ? Surroundings.Page : trail[depth - 1].Inside;
        foreach (var start in around[depth..])
        {
            surroundings = PlacementRules.Within(surroundings, Read(Tokenizer.TagAt(page, start)));
            trail.Add((start, surroundings));
        }

        return PlacementRules.Of(surroundings, Read(link));
    }

    /// <summary>Of an attribute that is repeated the first counts.</summary>
    private static OpenElement Read(in Tokenizer tag)
    {
        string? id = null, classes = null, role = null, style = null, hidden = null;
        var attributes = tag.Attributes;
        while (attributes.MoveNext())
        {
            if (attributes.Is("class"u8)) classes ??= attributes.Decoded;
            else if (attributes.Is("id"u8)) id ??= attributes.Decoded;
            else if (attributes.Is("style"u8)) style ??= attributes.Decoded;
            else if (attributes.Is("role"u8)) role ??= attributes.Decoded;
            else if (attributes.Is("hidden"u8)) hidden ??= attributes.Decoded;
        }

        return new OpenElement
        {
            Name = tag.Element != Element.Other ? tag.Element.Text() : Encoding.UTF8.GetString(tag.Name).ToLowerInvariant(),
            Id = id,
            Class = classes,
            Role = role,
            Style = style,
            IsHidden = hidden is not null && !hidden.Equals("until-found", StringComparison.OrdinalIgnoreCase),
        };
    }
}
