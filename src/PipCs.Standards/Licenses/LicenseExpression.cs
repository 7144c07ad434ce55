using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.Licenses;

/// <summary>A licence expression (Core metadata specification, <c>License-Expression</c>; PEP 639), in normal form. Immutable.</summary>
public sealed class LicenseExpression : ITextParsable<LicenseExpression>, IEquatable<LicenseExpression>
{
    /// <summary>The deepest nesting of parentheses, which is that of Python's compiler, because packaging lets it check expressions.</summary>
    private const int DeepestNesting = 200;

    private const string ReferencePrefix = "licenseref-";

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    private readonly string _text;

    private LicenseExpression(string text) => _text = text;

    /// <summary>Reads an expression.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out LicenseExpression? result) => TryParse(text, out result, out _);

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">The text is no expression, or names a licence or exception that the SPDX list lacks.</exception>
    public static LicenseExpression Parse(ReadOnlySpan<char> text) => TryParse(text, out LicenseExpression? result, out string? error) ? result : throw new FormatException(error);

    /// <summary>Reads an expression; gives packaging's message where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out LicenseExpression? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        string invalid = "Invalid license expression: " + PythonText.Repr(text);
        List<string> words = Words(text);
        if (!IsWellFormed(words))
        {
            error = invalid;
            return false;
        }

        var builder = new StringBuilder(text.Length + 8);
        Dictionary<string, string>? references = null;
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (i > 0 && words[i - 1] != "(" && word != ")")
            {
                builder.Append(' ');
            }

            if (IsGrammar(word))
            {
                error = IsWord(word, "with") && !IsBetweenNames(words, i) ? invalid : null;
                builder.Append(word.ToUpperInvariant());
            }
            else if (i > 0 && IsWord(words[i - 1], "with"))
            {
                error = SpdxIdentifiers.TryFindException(Lower(word), out string? exception) ? null : "Unknown license exception: " + PythonText.Repr(Lower(word));
                builder.Append(exception);
            }
            else
            {
                error = Append(builder, word, references ??= References(words));
            }

            if (error is not null)
            {
                return false;
            }
        }

        error = null;
        result = new LicenseExpression(builder.ToString());
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(LicenseExpression? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LicenseExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The expression with identifiers as SPDX spells them and operators in capitals.</summary>
    public override string ToString() => _text;

    /// <summary>Appends a licence; returns an error message, or null.</summary>
    private static string? Append(StringBuilder builder, string word, Dictionary<string, string> references)
    {
        string lower = Lower(word);
        bool orLater = lower.EndsWith('+');
        string name = orLater ? lower[..^1] : lower;
        if (name.StartsWith(ReferencePrefix, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> label = name.AsSpan(ReferencePrefix.Length);
            if (orLater || label.IsEmpty || label.ContainsAnyExcept(LabelCharacters))
            {
                return "Invalid licenseref: " + PythonText.Repr(lower);
            }

            builder.Append(references[name]);
            return null;
        }

        if (!SpdxIdentifiers.TryFindLicense(name, out string? identifier))
        {
            return "Unknown license: " + PythonText.Repr(name);
        }

        builder.Append(identifier);
        if (orLater)
        {
            builder.Append('+');
        }

        return null;
    }

    /// <summary>The licences of the user's own, by their text in lower case; the last spelling of one counts.</summary>
    private static Dictionary<string, string> References(List<string> words)
    {
        var references = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            if (Lower(word).StartsWith(ReferencePrefix, StringComparison.Ordinal))
            {
                references[Lower(word)] = "LicenseRef-" + word[ReferencePrefix.Length..];
            }
        }

        return references;
    }

    /// <summary>Whether operators are between operands and parentheses match. The operands of <c>WITH</c> are checked later.</summary>
    private static bool IsWellFormed(List<string> words)
    {
        int depth = 0;
        bool isAfterOperand = false;
        foreach (string word in words)
        {
            bool fits = word switch
            {
                "(" => !isAfterOperand && ++depth <= DeepestNesting,
                ")" => isAfterOperand && --depth >= 0,
                _ => IsGrammar(word) == isAfterOperand,
            };
            if (!fits)
            {
                return false;
            }

            isAfterOperand = word != "(" && (word == ")" || !isAfterOperand);
        }

        return depth == 0 && isAfterOperand;
    }

    /// <summary>Whether a licence comes before a <c>WITH</c>, and a name after it.</summary>
    private static bool IsBetweenNames(List<string> words, int position)
        => !IsGrammar(words[position - 1]) && !IsGrammar(words[position + 1]) && (position < 2 || !IsWord(words[position - 2], "with"));

    private static List<string> Words(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isParenthesis = i < text.Length && text[i] is '(' or ')';
            if (i == text.Length || isParenthesis || PythonText.IsSpace(text[i]))
            {
                if (start >= 0)
                {
                    words.Add(text[start..i].ToString());
                    start = -1;
                }

                if (isParenthesis)
                {
                    words.Add(text[i] == '(' ? "(" : ")");
                }
            }
            else if (start < 0)
            {
                start = i;
            }
        }

        return words;
    }

    private static bool IsGrammar(string word) => word is "(" or ")" || IsWord(word, "and") || IsWord(word, "or") || IsWord(word, "with");

    private static bool IsWord(string word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("Globalization", "CA1308", Justification = "The messages and the look-up are in lower case.")]
    private static string Lower(string word) => word.ToLowerInvariant();
}
