using PipCs.Standards.Text;

namespace PipCs.Standards.Tags;

/// <summary>
/// One tag of a wheel or of an interpreter, such as <c>cp311-abi3-win_amd64</c> (Platform compatibility tags, PEP 425), in lower case.
/// The default value consists of three empty parts, which no wheel has.
/// </summary>
public readonly struct Tag : IEquatable<Tag>
{
    private readonly string? _interpreter;
    private readonly string? _abi;
    private readonly string? _platform;

    /// <summary>Takes the parts, of whatever case, without checking them.</summary>
    public Tag(string interpreter, string abi, string platform)
    {
        ArgumentNullException.ThrowIfNull(interpreter);
        ArgumentNullException.ThrowIfNull(abi);
        ArgumentNullException.ThrowIfNull(platform);
        _interpreter = interpreter.ToLowerInvariant();
        _abi = abi.ToLowerInvariant();
        _platform = platform.ToLowerInvariant();
    }

    /// <summary>The implementation and its version, such as <c>cp311</c> or <c>py3</c>.</summary>
    public string Interpreter => _interpreter ?? "";

    /// <summary>The binary interface, such as <c>cp311</c>, <c>abi3</c> or <c>none</c>.</summary>
    public string Abi => _abi ?? "";

    /// <summary>The platform, such as <c>manylinux_2_17_x86_64</c> or <c>any</c>.</summary>
    public string Platform => _platform ?? "";

    /// <inheritdoc/>
    public bool Equals(Tag other)
        => string.Equals(Interpreter, other.Interpreter, StringComparison.Ordinal)
            && string.Equals(Abi, other.Abi, StringComparison.Ordinal)
            && string.Equals(Platform, other.Platform, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Tag other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Interpreter, Abi, Platform);

    /// <summary>The tag as <c>interpreter-abi-platform</c>.</summary>
    public override string ToString() => $"{Interpreter}-{Abi}-{Platform}";

    /// <summary>Whether all three parts are the same.</summary>
    public static bool operator ==(Tag left, Tag right) => left.Equals(right);

    /// <summary>Whether a part differs.</summary>
    public static bool operator !=(Tag left, Tag right) => !left.Equals(right);

    /// <summary>Whether the interpreter, ABI and platform components of a compressed set are three, none of their parts is empty, and the interpreters are identifiers.</summary>
    internal static bool IsSet(ReadOnlySpan<char> tags)
    {
        int component = 0;
        while (true)
        {
            int end = tags.IndexOfAny('.', '-');
            ReadOnlySpan<char> part = end < 0 ? tags : tags[..end];
            if (part.IsEmpty || (component == 0 && !IsIdentifier(part)))
            {
                return false;
            }

            if (end < 0)
            {
                return component == 2;
            }

            component += tags[end] == '-' ? 1 : 0;
            tags = tags[(end + 1)..];
        }
    }

    private static bool IsIdentifier(ReadOnlySpan<char> part)
    {
        foreach (char c in part)
        {
            if (!PythonText.IsWord(c))
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(part[0]);
    }
}
