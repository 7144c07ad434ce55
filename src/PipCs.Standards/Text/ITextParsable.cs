using System.Diagnostics.CodeAnalysis;

namespace PipCs.Standards.Text;

/// <summary>
/// A value that is parsed from a text. It implements all parsing interfaces of .NET; the implementing type has to write only two methods
/// over a span of characters. Format providers are ignored.
/// </summary>
/// <typeparam name="TSelf">The value's type.</typeparam>
public interface ITextParsable<TSelf> : ISpanParsable<TSelf>, IUtf8SpanParsable<TSelf>
    where TSelf : ITextParsable<TSelf>
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">The text is invalid; the message gives the reason.</exception>
    static abstract TSelf Parse(ReadOnlySpan<char> text);

    /// <summary>Reads a text; false where it is invalid.</summary>
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
