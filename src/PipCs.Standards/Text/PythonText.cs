using System.Globalization;
using PipCs.Diagnostics;

namespace PipCs.Standards.Text;

/// <summary>Python's rules for text on which the standards depend: white space, word characters, <c>repr</c>, order by code point.</summary>
internal static class PythonText
{
    /// <summary>Whether Python's <c>str.isspace</c> and <c>\s</c> take the character for white space.</summary>
    public static bool IsSpace(char c) => c <= ' ' ? c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f') : c >= '\x80' && char.IsWhiteSpace(c);

    /// <summary>Whether <c>\w</c> matches the character.</summary>
    public static bool IsWord(char c)
        => c < '\x80' ? char.IsAsciiLetterOrDigit(c) || c == '_' : IsWordCategory(CharUnicodeInfo.GetUnicodeCategory(c));

    /// <summary>Whether <c>\b</c> matches before the character at the position.</summary>
    public static bool IsWordBoundary(ReadOnlySpan<char> text, int position)
        => (position > 0 && IsWord(text[position - 1])) != (position < text.Length && IsWord(text[position]));

    /// <summary>Without white space at both ends, as <c>str.strip()</c>.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        int end = text.Length;
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>The order of Python's strings: by code point, where .NET's ordinal order is by UTF-16 unit.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }

        // A surrogate belongs to a code point above that of every other unit.
        char a = left[common], b = right[common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }

    /// <summary>How many code points the text has.</summary>
    public static int CountCodePoints(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
            }
        }

        return count;
    }

    /// <summary>The text as <c>repr</c> shows it: quoted, control characters escaped.</summary>
    public static string Repr(ReadOnlySpan<char> text) => PythonQuoting.Quote(text);

    private static bool IsWordCategory(UnicodeCategory category)
        => category <= UnicodeCategory.OtherLetter
            || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
