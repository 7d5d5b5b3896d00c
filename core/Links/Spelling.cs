namespace LinkWatch.Links;

/// <summary>What a misspelt word may have meant.</summary>
public static class Spelling
{
    private const int ShortWord = 4;

    /// <summary>The candidate that is one slip of the keyboard away (two in a longer word); null if none is.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var max = word.Length <= ShortWord ? 1 : 2;
        var nearest = candidates.Where(candidate => Math.Abs(candidate.Length - word.Length) <= max)
            .Select(candidate => (Word: candidate, Slips: Slips(word, candidate)))
            .Where(candidate => candidate.Slips <= max && candidate.Slips < candidate.Word.Length)
            .OrderBy(candidate => candidate.Slips).FirstOrDefault();
        return nearest.Word;
    }

    /// <summary>Letters added, left out, replaced, or swapped with the next: the optimal string alignment distance.</summary>
    private static int Slips(string word, string other)
    {
        var (before, last) = (new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray());
        for (var i = 1; i <= word.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = last[j - 1] + (word[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last) = (last, row);
        }

        return last[other.Length];
    }
}
