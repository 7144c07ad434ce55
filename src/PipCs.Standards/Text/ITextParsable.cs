using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Text;

/// <summary>
/// A value that is read from one text, as every value of the standards is, and so by all of .NET's ways to read one. The implementer writes two methods
/// over a span of characters; where a format provider is asked for, it is disregarded.
/// </summary>
/// <typeparam name="TSelf">The value's type.</typeparam>
public interface ITextParsable<TSelf> : ISpanParsable<TSelf>, IUtf8SpanParsable<TSelf>
    where TSelf : ITextParsable<TSelf>
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It is not one of the kind; the message says why.</exception>
    static abstract TSelf Parse(ReadOnlySpan<char> text);

    /// <summary>Reads a text; false where it is not one of the kind.</summary>
    static abstract bool TryParse(ReadOnlySpan<char> text, [MaybeNullWhen(false)] out TSelf result);

    static TSelf ISpanParsable<TSelf>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TSelf.Parse(s);

    static bool ISpanParsable<TSelf>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result) => TSelf.TryParse(s, out result);

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TSelf.Parse(s);
    }

    static bool IParsable<TSelf>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result)
    {
        result = default;
        return s is not null && TSelf.TryParse(s, out result);
    }

    static TSelf IUtf8SpanParsable<TSelf>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider)
    {
        using var text = new Utf8Chars(utf8Text);
        return TSelf.Parse(text.Span);
    }

    static bool IUtf8SpanParsable<TSelf>.TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result)
    {
        using var text = new Utf8Chars(utf8Text);
        return TSelf.TryParse(text.Span, out result);
    }
}
