using System.Text;

namespace PipCs.Python.Interpreters;

/// <summary>
/// Decodes text with the interpreter's own codecs, so that names, strictness and error messages are Python's. Each call starts the interpreter, so
/// callers decode UTF-8, Latin-1 and ASCII themselves.
/// </summary>
/// <param name="executable">The interpreter.</param>
public sealed class InterpreterCodecs(string executable)
{
    private const string Script = """
        import sys
        data = sys.stdin.buffer.read()
        try:
            answer = b"+" + data.decode(sys.argv[1], sys.argv[2]).encode("utf-8", "replace")
        except Exception as error:
            answer = b"-" + str(error).encode("utf-8", "replace")
        sys.stdout.buffer.write(answer)
        """;

    /// <summary>Decodes strictly.</summary>
    /// <param name="codec">The codec's name.</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="FormatException">Python has no such codec, or the bytes are not valid in it; the message is Python's.</exception>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The interpreter cannot be started.</exception>
    public string Decode(string codec, byte[] content) => Decode(codec, content, "strict");

    /// <summary>Decodes with U+FFFD in place of invalid bytes.</summary>
    /// <param name="codec">The codec's name.</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="FormatException">Python has no such codec; the message is Python's.</exception>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The interpreter cannot be started.</exception>
    public string DecodeLeniently(string codec, byte[] content) => Decode(codec, content, "replace");

    private string Decode(string codec, byte[] content, string errors)
    {
        var run = InterpreterRun.Of(executable, Script, [codec, errors], content, withSite: false);
        var output = run.Output.Span;
        var text = output.IsEmpty ? "" : Encoding.UTF8.GetString(output[1..]);
        return output.IsEmpty ? throw new FormatException($"{executable} could not decode it as {codec}: {run.ErrorText.Trim()}")
            : output[0] == '+' ? text
            : throw new FormatException(text);
    }
}
