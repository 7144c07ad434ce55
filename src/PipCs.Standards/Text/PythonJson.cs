using System.Globalization;
using System.Text;

namespace PipCs.Standards.Text;

/// <summary>JSON text as Python's <c>json.dumps</c> writes it by default: ASCII only.</summary>
public static class PythonJson
{
    /// <summary>Appends a string, quoted and escaped.</summary>
    public static void AppendString(StringBuilder builder, ReadOnlySpan<char> value)
    {
        builder.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"':
                    builder.Append("\\\"");
                    break;
                case '\\':
                    builder.Append("\\\\");
                    break;
                case '\n':
                    builder.Append("\\n");
                    break;
                case '\r':
                    builder.Append("\\r");
                    break;
                case '\t':
                    builder.Append("\\t");
                    break;
                case '\f':
                    builder.Append("\\f");
                    break;
                case '\b':
                    builder.Append("\\b");
                    break;
                case >= ' ' and <= '~':
                    builder.Append(c);
                    break;
                default:
                    builder.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
            }
        }

        builder.Append('"');
    }
}
