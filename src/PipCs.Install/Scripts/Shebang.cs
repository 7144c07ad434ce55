using System.Text;

namespace PipCs.Install.Scripts;

/// <summary>The first line or lines of a script, which name its interpreter.</summary>
internal static class Shebang
{
    /// <summary>What Linux reads of a first line at least, its end included.</summary>
    private const int Longest = 127;

    /// <summary>
    /// <c>#!</c> and the interpreter; where its path is too long or has a blank, a line for <c>/bin/sh</c> that
    /// Python reads as a string.
    /// </summary>
    internal static string For(string executable)
    {
        var quoted = executable.Contains(' ', StringComparison.Ordinal) && !executable.StartsWith('"') ? $"\"{executable}\"" : executable;
        return IsSimple(quoted) ? $"#!{quoted}\n" : $"#!/bin/sh\n'''exec' {quoted} \"$0\" \"$@\"\n' '''\n";
    }

    /// <summary>Whether the path can stand in the first line.</summary>
    internal static bool IsSimple(string executable)
        => !executable.Contains(' ', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(executable) + 3 <= Longest;

    /// <summary>Puts the interpreter in the place of a first line <c>#!python</c>; false where the script has another.</summary>
    internal static bool TryRewrite(ReadOnlySpan<byte> script, string executable, out byte[] rewritten)
    {
        rewritten = [];
        if (!script.StartsWith("#!python"u8))
        {
            return false;
        }

        var end = script.IndexOf((byte)'\n');
        var first = Encoding.UTF8.GetBytes(For(executable));
        rewritten = [.. first, .. end < 0 ? default : script[(end + 1)..]];
        return true;
    }
}
