using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PipCs.Index.Pages;

/// <summary>
/// Goes through the files of a page in JSON (PEP 691) as fast as possible. It finds the start and end of each object, its link, and
/// whether it is yanked, and checks little. Anything unusual ends it as not understood; the page
/// is then parsed completely, which reports any fault.
/// </summary>
internal ref struct FileScanner
{
    private readonly ReadOnlySpan<byte> _json;
    private int _at;
    private bool _isInFiles;

    internal FileScanner(ReadOnlySpan<byte> json)
    {
        _json = json;
        _at = 0;
        IsUnderstood = Take((byte)'{');
    }

    /// <summary>Whether the document has been as expected so far.</summary>
    internal bool IsUnderstood { get; private set; }

    /// <summary>The start of the file's object.</summary>
    internal int Start { get; private set; }

    /// <summary>How long it is, braces included.</summary>
    internal int Length { get; private set; }

    /// <summary>The file's link as written, without escapes; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Url { get; private set; }

    internal bool IsYanked { get; private set; }

    /// <summary>Goes to the next file; false at the end of the page, and where something is not understood.</summary>
    internal bool TryNext()
    {
        while (IsUnderstood)
        {
            if (_isInFiles)
            {
                Skip((byte)',');
                if (Peek() == '{')
                {
                    return ReadFile();
                }

                IsUnderstood = Take((byte)']');
                _isInFiles = false;
                continue;
            }

            Skip((byte)',');
            if (Peek() == '}')
            {
                return false;
            }

            var isFiles = ReadText(out var key, out _) && key.SequenceEqual("files"u8);
            IsUnderstood = IsUnderstood && Take((byte)':');
            if (isFiles && Peek() == '[')
            {
                _at++;
                _isInFiles = true;
            }
            else
            {
                SkipValue();
            }
        }

        return false;
    }

    private bool ReadFile()
    {
        Start = _at++;
        Url = default;
        IsYanked = false;
        while (IsUnderstood)
        {
            Skip((byte)',');
            if (Peek() == '}')
            {
                _at++;
                Length = _at - Start;
                return true;
            }

            if (!ReadText(out var key, out var isEscaped) || isEscaped || !Take((byte)':'))
            {
                break;
            }

            if (key.SequenceEqual("url"u8))
            {
                if (!ReadText(out var url, out isEscaped) || isEscaped)
                {
                    break;
                }

                Url = url;
            }
            else if (key.SequenceEqual("yanked"u8))
            {
                // The value is true or a reason. As in the complete parser, an empty reason means not yanked.
                var value = Peek();
                IsYanked = value == 't' || (value == '"' && _at + 1 < _json.Length && _json[_at + 1] != '"');
                SkipValue();
            }
            else
            {
                SkipValue();
            }
        }

        IsUnderstood = false;
        return false;
    }

    private void SkipValue()
    {
        switch (Peek())
        {
            case (byte)'"':
                ReadText(out _, out _);
                break;
            case (byte)'{' or (byte)'[':
                SkipNested();
                break;
            default:
                // A number, true, false or null.
                var length = _json[_at..].IndexOfAny((byte)',', (byte)'}', (byte)']');
                IsUnderstood &= length > 0;
                _at += Math.Max(length, 0);
                break;
        }
    }

    private void SkipNested()
    {
        var depth = 0;
        do
        {
            switch (Peek())
            {
                case (byte)'"':
                    ReadText(out _, out _);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    _at++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    _at++;
                    break;
                case 0:
                    IsUnderstood = false;
                    break;
                default:
                    _at++;
                    break;
            }
        }
        while (depth > 0 && IsUnderstood);
    }

    /// <summary>Reads a string, without undoing escapes.</summary>
    private bool ReadText(out ReadOnlySpan<byte> text, out bool isEscaped)
    {
        text = default;
        isEscaped = false;
        if (!Take((byte)'"'))
        {
            return IsUnderstood = false;
        }

        for (var start = _at; ;)
        {
            var length = LengthOfPlain(_json[_at..]);
            if (_at + length + 1 >= _json.Length)
            {
                return IsUnderstood = false;
            }

            _at += length + 1;
            if (_json[_at - 1] == '"')
            {
                text = _json[start..(_at - 1)];
                return true;
            }

            isEscaped = true;
            _at++;
        }
    }

    /// <summary>The number of bytes before the next quote or backslash. Most strings are short, for which this is faster than calling a search.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOfPlain(ReadOnlySpan<byte> text)
    {
        var at = 0;
        for (; text.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var next = Vector128.Create(text[at..]);
            var found = (Vector128.Equals(next, Vector128.Create((byte)'"')) | Vector128.Equals(next, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();
            if (found != 0)
            {
                return at + BitOperations.TrailingZeroCount(found);
            }
        }

        while (at < text.Length && text[at] != '"' && text[at] != '\\')
        {
            at++;
        }

        return at;
    }

    /// <summary>The next byte that is no white space; 0 at the end.</summary>
    private byte Peek() => (uint)_at < (uint)_json.Length && _json[_at] > ' ' ? _json[_at] : PeekBeyondSpace();

    private byte PeekBeyondSpace()
    {
        while (_at < _json.Length)
        {
            if (_json[_at] is var value and not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return value;
            }

            _at++;
        }

        return 0;
    }

    private bool Take(byte expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Skip(byte separator) => _ = Take(separator);
}
