using System.Buffers;
using System.Text;

namespace PipCs.Install.Scripts;

/// <summary>The first line or lines of a script, which name its interpreter.</summary>
internal static class Shebang
{
    /// <summary>The number of bytes of a first line that every Linux reads, its end included.</summary>
    private const int Longest = 127;

    private static readonly SearchValues<char> OddCharacters = SearchValues.Create(" \t\n\"'$`\\;&|<>()*?[]#~!{}");

    /// <summary>
    /// <c>#!</c> and the interpreter; where its path is too long or has white space, a line for <c>/bin/sh</c> that
    /// Python reads as a string.
    /// </summary>
    internal static string For(string executable) => Start(executable) + Rest(executable);

    /// <summary>Whether the kernel accepts the path in a first line.</summary>
    internal static bool IsSimple(string executable)
        => executable.AsSpan().IndexOfAny(' ', '\t', '\n') < 0 && Encoding.UTF8.GetByteCount(executable) + 3 <= Longest;

    /// <summary>
    /// Replaces a first line <c>#!python</c> by one with the interpreter; false where the script has another first line. A second line that declares
    /// the encoding stays the second, because Python reads a declaration only in the first two lines (PEP 263).
    /// </summary>
    internal static bool TryRewrite(ReadOnlySpan<byte> script, string executable, out byte[] rewritten)
    {
        rewritten = [];
        if (!script.StartsWith("#!python"u8))
        {
            return false;
        }

        var end = script.IndexOf((byte)'\n');
        var body = end < 0 ? default : script[(end + 1)..];
        var coding = IsSimple(executable) ? 0 : CodingLineLength(body);
        rewritten = [.. Encoding.UTF8.GetBytes(Start(executable)), .. body[..coding], .. Encoding.UTF8.GetBytes(Rest(executable)), .. body[coding..]];
        return true;
    }

    private static string Start(string executable) => IsSimple(executable) ? $"#!{executable}\n" : "#!/bin/sh\n";

    private static string Rest(string executable) => IsSimple(executable) ? "" : $"'''exec' {Quote(executable)} \"$0\" \"$@\"\n' '''\n";

    /// <summary>The length, with its line end, of a first line that is a comment with <c>coding:</c> or <c>coding=</c>; 0 where there is none.</summary>
    private static int CodingLineLength(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)'\n');
        var line = end < 0 ? default : body[..(end + 1)];
        return line.TrimStart(" \t"u8) is [(byte)'#', ..] && (line.IndexOf("coding:"u8) >= 0 || line.IndexOf("coding="u8) >= 0) ? line.Length : 0;
    }

    /// <summary>
    /// Writes a path so that the shell reads it as one word and Python, which reads it between three single quotes, finds neither an invalid escape nor the end
    /// of its string. Backslashes come only before a backslash or a double quote, <c>$</c> stands between single quotes, and three of these never stand in a row.
    /// </summary>
    private static string Quote(string path)
    {
        if (!path.AsSpan().ContainsAny(OddCharacters))
        {
            return path;
        }

        var quoted = new StringBuilder("\"");
        foreach (var character in path)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '$' or '`' => quoted.Append("\"'").Append(character).Append("'\""),
                '\'' => quoted.Append("'\"\""),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
