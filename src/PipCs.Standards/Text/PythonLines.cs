using System.Buffers;

namespace PipCs.Standards.Text;

/// <summary>The lines of a text as <c>str.splitlines</c> finds them: also ended by form feeds, file separators and Unicode line ends.</summary>
internal ref struct PythonLines(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    private readonly ReadOnlySpan<char> _text = text;
    private int _next = 0;

    /// <summary>The current line, without its end.</summary>
    public Range Current { get; private set; }

    /// <summary>Enumerates the lines.</summary>
    public readonly PythonLines GetEnumerator() => this;

    /// <summary>Goes to the next line.</summary>
    public bool MoveNext()
    {
        if (_next == _text.Length)
        {
            return false;
        }

        int length = _text[_next..].IndexOfAny(LineEnds);
        int end = length < 0 ? _text.Length : _next + length;
        Current = _next..end;
        _next = length < 0 ? end : _text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n' ? end + 2 : end + 1;
        return true;
    }
}
