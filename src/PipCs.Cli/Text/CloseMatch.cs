namespace PipCs.Cli.Text;

/// <summary>Finds the word that the user probably meant, as Python's <c>difflib.get_close_matches</c> does.</summary>
internal static class CloseMatch
{
    private const double Cutoff = 0.6;

    /// <summary>The closest candidate; null where none is close. Of equally close ones the greatest in ordinal order.</summary>
    internal static string? Find(string word, ReadOnlySpan<string> candidates)
    {
        string? best = null;
        var bestRatio = Cutoff;
        foreach (var candidate in candidates)
        {
            var ratio = 2.0 * CountMatching(candidate, word) / (candidate.Length + word.Length);
            if (ratio > bestRatio || (ratio == bestRatio && (best is null || string.CompareOrdinal(candidate, best) > 0)))
            {
                (best, bestRatio) = (candidate, ratio);
            }
        }

        return best;
    }

    /// <summary>The longest common run, and, left and right of it, again.</summary>
    private static int CountMatching(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var (bestFirst, bestSecond, bestLength) = (0, 0, 0);
        for (var i = 0; i < first.Length; i++)
        {
            for (var j = 0; j < second.Length; j++)
            {
                var length = first[i..].CommonPrefixLength(second[j..]);
                if (length > bestLength)
                {
                    (bestFirst, bestSecond, bestLength) = (i, j, length);
                }
            }
        }

        return bestLength == 0
            ? 0
            : bestLength
                + CountMatching(first[..bestFirst], second[..bestSecond])
                + CountMatching(first[(bestFirst + bestLength)..], second[(bestSecond + bestLength)..]);
    }
}
