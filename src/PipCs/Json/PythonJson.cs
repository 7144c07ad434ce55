using System.Globalization;
using System.Text;

namespace PipCs.Json;

/// <summary>JSON strings as Python's <c>json</c> module writes them.</summary>
internal static class PythonJson
{
    /// <summary>Appends a string in quotes; everything beyond printable ASCII is escaped (<c>ensure_ascii</c>).</summary>
    internal static void AppendAscii(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            if (Short(character) is { } escaped)
            {
                text.Append('\\').Append(escaped);
            }
            else if (character is >= ' ' and <= '~')
            {
                text.Append(character);
            }
            else
            {
                text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        text.Append('"');
    }

    /// <summary>The letter of a two-character escape; null for a character that has none.</summary>
    internal static char? Short(int character) => character switch
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
