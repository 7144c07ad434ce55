using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace PipCs.Json;

/// <summary>Escapes the characters that Python's <c>json</c> module escapes with <c>ensure_ascii=False</c>: quotes, backslashes and control characters.</summary>
internal sealed class PythonJsonEncoder : JavaScriptEncoder
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(Characters());

    private PythonJsonEncoder()
    {
    }

    internal static PythonJsonEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
        => new ReadOnlySpan<char>(text, textLength).IndexOfAny(Escaped);

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        if (ShortEscape(unicodeScalar) is { } letter)
        {
            numberOfCharactersWritten = 2;
            if (bufferLength >= 2)
            {
                output[0] = '\\';
                output[1] = letter;
                return true;
            }
        }
        else if (unicodeScalar < ' ')
        {
            return output.TryWrite(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:x4}", out numberOfCharactersWritten);
        }
        else if (new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten))
        {
            return true;
        }

        numberOfCharactersWritten = 0;
        return false;
    }

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    private static char[] Characters()
    {
        var characters = new char[' ' + 2];
        for (var index = 0; index < ' '; index++)
        {
            characters[index] = (char)index;
        }

        characters[' '] = '"';
        characters[' ' + 1] = '\\';
        return characters;
    }

    /// <summary>The letter of a two-character escape; null for a character that has none.</summary>
    private static char? ShortEscape(int character) => character switch
    {
        '"' => '"',
        '\\' => '\\',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\b' => 'b',
        '\f' => 'f',
        _ => null,
    };
}
