using System.Globalization;
using LinkWatch.Links;

namespace LinkWatch.Sites;

/// <summary>The weights of a link's worth as owners write them.</summary>
public static class WorthWeights
{
    /// <summary>What is to be written, for messages.</summary>
    public static string Expected { get; } =
        $"terms are {string.Join(", ", WorthTerms.All.Select(term => term.Name()))}; weights are whole numbers from 0 to "
            + $"{WorthTerms.MaxWeight}, and one at least is more than 0";

    /// <summary>
    /// The weights that differ from the default, null if none does; terms that are not named have theirs. False if something is no term or
    /// no weight, or if nothing would count.
    /// </summary>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string>> written, out IReadOnlyDictionary<WorthTerm, int>? weights)
    {
        weights = null;
        var read = new Dictionary<WorthTerm, int>();
        foreach (var (name, text) in written)
        {
            if (KebabCase.Parse<WorthTerm>(name.Trim()) is not { } term) return false;
            if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weight)) return false;
            if (weight > WorthTerms.MaxWeight) return false;
            read[term] = weight;
        }

        if (WorthTerms.All.All(term => read.WeightOf(term) == 0)) return false;
        weights = WorthTerms.Changed(read);
        return true;
    }
}
