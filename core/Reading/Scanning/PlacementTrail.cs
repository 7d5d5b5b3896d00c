using System.Text;

namespace LinkWatch.Reading.Scanning;

/// <summary>
/// Tells the placement of a kept link by reading the start tags of the elements around it once more. What the next link shares with the last is
/// remembered, so that a page of kept links is still read in linear time.
/// </summary>
internal sealed class PlacementTrail
{
    private readonly List<(int Start, Surroundings Inside)> trail = [];

    public Links.Placement Of(ReadOnlySpan<byte> page, ReadOnlySpan<int> around, in Tokenizer link)
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

    private static OpenElement Read(in Tokenizer tag)
    {
        var attributes = tag.Attributes;
        return new OpenElement
        {
            Name = Encoding.UTF8.GetString(tag.Name).ToLowerInvariant(),
            Id = attributes.Find("id"u8),
            Class = attributes.Find("class"u8),
            Role = attributes.Find("role"u8),
            Style = attributes.Find("style"u8),
            IsHidden = attributes.Find("hidden"u8) is { } hidden && !hidden.Equals("until-found", StringComparison.OrdinalIgnoreCase),
        };
    }
}
