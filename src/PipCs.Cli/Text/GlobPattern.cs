namespace PipCs.Cli.Text;

/// <summary>A shell pattern as Python's <c>fnmatch</c> understands it: <c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[!a-z]</c>.</summary>
internal readonly struct GlobPattern(string pattern)
{
    /// <summary>Whether the whole text matches.</summary>
    internal bool IsMatch(ReadOnlySpan<char> text) => IsMatch(pattern, text);

    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            switch (pattern[0])
            {
                case '*':
                    pattern = pattern.TrimStart('*');
                    for (var i = 0; i <= text.Length; i++)
                    {
                        if (IsMatch(pattern, text[i..]))
                        {
                            return true;
                        }
                    }

                    return false;
                case '[' when EndOfSet(pattern) is > 0 and var end:
                    if (text.IsEmpty || !IsInSet(pattern[1..end], text[0]))
                    {
                        return false;
                    }

                    pattern = pattern[(end + 1)..];
                    text = text[1..];
                    break;
                default:
                    if (text.IsEmpty || (pattern[0] != '?' && pattern[0] != text[0]))
                    {
                        return false;
                    }

                    pattern = pattern[1..];
                    text = text[1..];
                    break;
            }
        }

        return text.IsEmpty;
    }

    /// <summary>The end of a set in brackets, of which a bracket at the start is a member. 0 where the set does not end.</summary>
    private static int EndOfSet(ReadOnlySpan<char> pattern)
    {
        var start = pattern.Length > 1 && pattern[1] == '!' ? 3 : 2;
        var end = start <= pattern.Length ? pattern[start..].IndexOf(']') : -1;
        return end < 0 ? 0 : start + end;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, char character)
    {
        var negated = set[0] == '!';
        set = negated ? set[1..] : set;
        var found = false;
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                found |= character >= set[i] && character <= set[i + 2];
                i += 2;
            }
            else
            {
                found |= character == set[i];
            }
        }

        return found != negated;
    }
}
