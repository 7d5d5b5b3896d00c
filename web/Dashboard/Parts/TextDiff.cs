namespace LinkWatch.Web.Dashboard.Parts;

/// <summary>What of two texts is the same, what was taken out and what came.</summary>
public static class TextDiff
{
    /// <summary>A table of this size takes a millisecond; of longer texts, all is other.</summary>
    private const int MaxCells = 250_000;

    /// <summary>Of lines, and within lines that are alike, of words.</summary>
    public static IReadOnlyList<DiffPart> OfLines(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var parts = new List<DiffPart>();
        List<string> removed = [], added = [];
        foreach (var line in Sequence(before, after))
        {
            if (line.Kind == DiffKind.Removed) removed.Add(line.Text);
            if (line.Kind == DiffKind.Added) added.Add(line.Text);
            if (line.Kind != DiffKind.Same) continue;
            Flush();
            parts.Add(line with { Text = line.Text + "\n" });
        }

        Flush();
        return Merged(parts);

        void Flush()
        {
            for (var i = 0; i < Math.Max(removed.Count, added.Count); i++)
            {
                var (old, now) = (removed.ElementAtOrDefault(i), added.ElementAtOrDefault(i));
                if (old is not null && now is not null && OfWords(old, now) is var words && AreAlike(words))
                {
                    parts.AddRange([.. words, new DiffPart(DiffKind.Same, "\n")]);
                    continue;
                }

                if (old is not null) parts.Add(new DiffPart(DiffKind.Removed, old + "\n"));
                if (now is not null) parts.Add(new DiffPart(DiffKind.Added, now + "\n"));
            }

            (removed, added) = ([], []);
        }
    }

    public static IReadOnlyList<DiffPart> OfWords(string before, string after) => Merged(Sequence(Words(before), Words(after)));

    private static bool AreAlike(IReadOnlyList<DiffPart> parts) =>
        2 * parts.Where(part => part.Kind == DiffKind.Same).Sum(part => part.Text.Length)
            >= parts.Where(part => part.Kind != DiffKind.Same).Sum(part => part.Text.Length);

    /// <summary>Runs of letters and digits, and every other character.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (IsWordy(text[start]))
                while (end < text.Length && IsWordy(text[end])) end++;
            words.Add(text[start..end]);
            start = end;
        }

        return words;

        // The halves of a pair stay together.
        static bool IsWordy(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);
    }

    /// <summary>By the longest sequence that both have.</summary>
    private static List<DiffPart> Sequence(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var (i, j) = (0, 0);
        var parts = new List<DiffPart>();
        if ((long)before.Count * after.Count <= MaxCells)
        {
            var longest = new int[before.Count + 1, after.Count + 1];
            for (var a = before.Count - 1; a >= 0; a--)
            {
                for (var b = after.Count - 1; b >= 0; b--)
                {
                    longest[a, b] = before[a] == after[b] ? longest[a + 1, b + 1] + 1 : Math.Max(longest[a + 1, b], longest[a, b + 1]);
                }
            }

            while (i < before.Count && j < after.Count)
            {
                if (before[i] == after[j])
                {
                    parts.Add(new DiffPart(DiffKind.Same, before[i++]));
                    j++;
                }
                else
                {
                    parts.Add(longest[i + 1, j] >= longest[i, j + 1]
                        ? new DiffPart(DiffKind.Removed, before[i++]) : new DiffPart(DiffKind.Added, after[j++]));
                }
            }
        }

        while (i < before.Count) parts.Add(new DiffPart(DiffKind.Removed, before[i++]));
        while (j < after.Count) parts.Add(new DiffPart(DiffKind.Added, after[j++]));
        return parts;
    }

    private static List<DiffPart> Merged(List<DiffPart> parts)
    {
        var merged = new List<DiffPart>();
        foreach (var part in parts)
        {
            if (merged.Count > 0 && merged[^1].Kind == part.Kind) merged[^1] = merged[^1] with { Text = merged[^1].Text + part.Text };
            else merged.Add(part);
        }

        return merged;
    }
}

public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>A run of text that two texts share, or that only one has.</summary>
public readonly record struct DiffPart(DiffKind Kind, string Text);
