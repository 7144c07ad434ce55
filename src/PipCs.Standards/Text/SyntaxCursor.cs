using System.Buffers;

namespace PipCs.Standards.Text;

/// <summary>A position in a dependency specifier, and the first error that was met there.</summary>
internal ref struct SyntaxCursor(ReadOnlySpan<char> source)
{
    private static readonly SearchValues<char> IdentifierCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private string? _error;
    private int _errorStart;
    private int _errorEnd;

    /// <summary>The whole text.</summary>
    public ReadOnlySpan<char> Source { get; } = source;

    /// <summary>The position at which reading continues.</summary>
    public int Position;

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => Position == Source.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public readonly char Next => Position < Source.Length ? Source[Position] : '\0';

    /// <summary>Skips blanks and tabs; whether there were any.</summary>
    public bool SkipBlanks()
    {
        int start = Position;
        while (Position < Source.Length && Source[Position] is ' ' or '\t')
        {
            Position++;
        }

        return Position > start;
    }

    /// <summary>Reads the character if it is the next.</summary>
    public bool TryRead(char c)
    {
        if (Position < Source.Length && Source[Position] == c)
        {
            Position++;
            return true;
        }

        return false;
    }

    /// <summary>Reads the word if it comes next and ends at a word boundary (<c>\bword\b</c>).</summary>
    public bool TryReadWord(ReadOnlySpan<char> word)
    {
        if (Source[Position..].StartsWith(word, StringComparison.Ordinal)
            && PythonText.IsWordBoundary(Source, Position)
            && PythonText.IsWordBoundary(Source, Position + word.Length))
        {
            Position += word.Length;
            return true;
        }

        return false;
    }

    /// <summary>Reads an identifier: letters, digits, <c>._-</c>, from a word boundary to the last word boundary.</summary>
    public bool TryReadIdentifier(out ReadOnlySpan<char> identifier)
    {
        int length = MatchIdentifier();
        identifier = Source.Slice(Position, length);
        Position += length;
        return length > 0;
    }

    /// <summary>The length of the identifier that is next, or 0.</summary>
    public readonly int MatchIdentifier()
    {
        ReadOnlySpan<char> source = Source;
        int start = Position;
        if (start >= source.Length || !char.IsAsciiLetterOrDigit(source[start]) || (start > 0 && PythonText.IsWord(source[start - 1])))
        {
            return 0;
        }

        int length = source[start..].IndexOfAnyExcept(IdentifierCharacters);
        int end = length < 0 ? source.Length : start + length;
        while (end > start && !PythonText.IsWordBoundary(source, end))
        {
            end--;
        }

        return end - start;
    }

    /// <summary>Records an error at the position; always false.</summary>
    public bool Fail(string message) => Fail(message, Position, Position);

    /// <summary>Records an error from one place to another; always false.</summary>
    public bool Fail(string message, int start, int end)
    {
        if (_error is null)
        {
            _error = message;
            _errorStart = start;
            _errorEnd = end;
        }

        return false;
    }

    /// <summary>The error in packaging's form: the message, the source, and a line that points at the place. A NUL is shown by its symbol, which is one column wide, as the pointer needs.</summary>
    public readonly string ErrorText()
    {
        int start = PythonText.CountCodePoints(Source[.._errorStart]);
        int end = PythonText.CountCodePoints(Source[.._errorEnd]);
        return _errorStart < 0 || _error is null ? "" : $"{_error}\n    {Source.ToString().Replace('\0', '\u2400')}\n    {new string(' ', start)}{new string('~', end - start)}^";
    }
}
