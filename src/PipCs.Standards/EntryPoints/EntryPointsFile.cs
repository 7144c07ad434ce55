using System.Text;
using PipCs.Standards.Text;

namespace PipCs.Standards.EntryPoints;

/// <summary>One entry point: <c>name = module:attribute [extras]</c> (Entry points specification).</summary>
/// <param name="Group">The group, such as <c>console_scripts</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Module">The module to import; empty where the value is not an object reference.</param>
/// <param name="Attribute">The attribute path after the colon; empty where there is none.</param>
/// <param name="Value">The whole value as written.</param>
public sealed record EntryPoint(string Group, string Name, string Module, string Attribute, string Value);

/// <summary>
/// Reads <c>entry_points.txt</c> as Python's <c>importlib.metadata</c> and pip do. A line that begins with <c>;</c> is a comment too, because <c>configparser</c>,
/// which the specification names, reads it so; newer Pythons take it for an entry point.
/// </summary>
public static partial class EntryPointsFile
{
    /// <summary>Reads all entry points, in order.</summary>
    /// <exception cref="FormatException">The file cannot be read; the message names the line.</exception>
    public static IReadOnlyList<EntryPoint> Read(ReadOnlySpan<byte> utf8)
    {
        var result = new List<EntryPoint>();
        string text = Encoding.UTF8.GetString(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
        string? group = null;
        int number = 0;
        foreach (Range range in new PythonLines(text))
        {
            number++;
            ReadOnlySpan<char> line = PythonText.Trim(text.AsSpan(range));
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                group = line.Trim("[]").ToString();
                continue;
            }

            if (group is null)
            {
                continue;
            }

            int equals = line.IndexOf('=');
            if (equals < 0)
            {
                throw new FormatException($"Line {number} of entry_points.txt is neither a section nor 'name = value': {PythonText.Repr(line)}");
            }

            ReadOnlySpan<char> value = PythonText.Trim(line[(equals + 1)..]);
            _ = TryReadReference(value, out ReadOnlySpan<char> module, out ReadOnlySpan<char> attribute);
            result.Add(new EntryPoint(group, PythonText.Trim(line[..equals]).ToString(), module.ToString(), attribute.ToString(), value.ToString()));
        }

        return result;
    }

    /// <summary>Reads <c>module:attribute [extras]</c>; the attribute and the extras may be missing.</summary>
    private static bool TryReadReference(ReadOnlySpan<char> value, out ReadOnlySpan<char> module, out ReadOnlySpan<char> attribute)
    {
        attribute = default;
        module = ReadPath(value, out value);
        bool valid = !module.IsEmpty;
        if (valid && !value.IsEmpty && value[0] == ':')
        {
            value = PythonText.Trim(value[1..]);
            attribute = ReadPath(value, out value);
            valid = !attribute.IsEmpty;
        }

        valid = valid && (value.IsEmpty || (value[0] == '[' && value[^1] == ']'));
        module = valid ? module : default;
        attribute = valid ? attribute : default;
        return valid;
    }

    private static ReadOnlySpan<char> ReadPath(ReadOnlySpan<char> value, out ReadOnlySpan<char> rest)
    {
        int length = 0;
        while (length < value.Length && (value[length] == '.' || PythonText.IsWord(value[length])))
        {
            length++;
        }

        rest = PythonText.Trim(value[length..]);
        return value[..length];
    }
}
