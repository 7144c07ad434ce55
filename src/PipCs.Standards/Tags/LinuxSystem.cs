using System.Globalization;

namespace PipCs.Standards.Tags;

/// <summary>The data on which the platform tags of an interpreter on Linux depend (PEP 513, 571, 599 and 600; PEP 656).</summary>
public sealed record LinuxSystem
{
    /// <summary><c>sysconfig.get_platform()</c>, such as <c>linux-x86_64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Whether the interpreter is a program of 32 bits, which may run on a kernel of 64.</summary>
    public bool Is32Bit { get; init; }

    /// <summary>The first 52 bytes or more of the interpreter's file. On 32-bit ARM and x86 they show whether it has manylinux's ABI.</summary>
    public ReadOnlyMemory<byte> ExecutableHeader { get; init; }

    /// <summary>The version of glibc that the interpreter runs with; null where it does not.</summary>
    public (int Major, int Minor)? Glibc { get; init; }

    /// <summary>The version of musl that the interpreter is linked with; null where it is not.</summary>
    public (int Major, int Minor)? Musl { get; init; }

    /// <summary>Whether the distributor's <c>_manylinux</c> module refuses a version of glibc for an architecture (PEP 600); null where it refuses none.</summary>
    public Func<int, int, string, bool>? Refuses { get; init; }

    /// <summary>The two leading numbers of the version of a C library; a distributor may append more (<c>2.20-2014.11</c>). Null where they are missing.</summary>
    public static (int Major, int Minor)? ParseVersion(ReadOnlySpan<char> text)
    {
        int dot = text.IndexOf('.');
        if (dot <= 0)
        {
            return null;
        }

        int end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return int.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(text[(dot + 1)..end], NumberStyles.None, CultureInfo.InvariantCulture, out int minor) ? (major, minor) : null;
    }

    /// <summary>The version that musl's loader prints when it is run without arguments (PEP 656): "musl libc", then a line <c>Version 1.2.2</c>. Null for any other text.</summary>
    public static (int Major, int Minor)? ParseMusl(ReadOnlySpan<char> loaderOutput)
    {
        int line = 0;
        foreach (ReadOnlySpan<char> each in loaderOutput.EnumerateLines())
        {
            ReadOnlySpan<char> text = each.Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (line++ == 0)
            {
                if (!text.StartsWith("musl", StringComparison.Ordinal))
                {
                    return null;
                }
            }
            else
            {
                return text.StartsWith("Version ", StringComparison.Ordinal) ? ParseVersion(text["Version ".Length..]) : null;
            }
        }

        return null;
    }
}
