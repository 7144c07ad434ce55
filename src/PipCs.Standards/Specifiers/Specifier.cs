using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>One clause of a specifier set, such as <c>&gt;=1.0</c> or <c>==2.*</c>.</summary>
/// <remarks>Equal as packaging's: by operator and version, whose trailing zeros count only for <c>~=</c>; wildcards and <c>===</c> compare as written.</remarks>
public readonly partial struct Specifier : IEquatable<Specifier>
{
    private readonly string? _source;
    private readonly int _versionStart;
    private readonly int _versionLength;
    private readonly KeyRange _keys;

    private Specifier(string source, in SpecifierScan scan, PackageVersion version)
    {
        _source = source;
        _versionStart = scan.VersionStart;
        _versionLength = scan.VersionEnd - scan.VersionStart;
        Operator = scan.Operator;
        IsWildcard = scan.IsWildcard;
        Version = version;
        _keys = KeyRange.Create(scan.Operator, scan.IsWildcard, version);
    }

    /// <summary>The operator.</summary>
    public SpecifierOperator Operator { get; }

    /// <summary>The version as written, without a wildcard's <c>.*</c>.</summary>
    public string VersionText => _source is null ? "" : _source.Substring(_versionStart, _versionLength);

    /// <summary>The version; the default for <c>===</c> with text that is no version.</summary>
    public PackageVersion Version { get; }

    /// <summary>Whether it ends in <c>.*</c>.</summary>
    public bool IsWildcard { get; }

    /// <summary>Whether it names a pre-release, so that pre-releases are wanted; null where that cannot be said (packaging's <c>prereleases</c>).</summary>
    public bool? Prereleases
        => Operator == SpecifierOperator.NotEqual || IsWildcard ? false : Version.IsDefault ? null : Version.IsPrerelease;

    /// <summary>Reads one specifier.</summary>
    /// <exception cref="FormatException">It is not one; the message names it.</exception>
    public static Specifier Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out Specifier specifier) ? specifier : throw new FormatException($"Invalid specifier: {PythonText.Repr(text)}");
    }

    /// <summary>Reads one specifier.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Specifier specifier)
    {
        if (text is null)
        {
            specifier = default;
            return false;
        }

        int start = 0;
        int end = text.Length;
        Trim(text, ref start, ref end);
        return TryParse(text, start, end, out specifier);
    }

    /// <summary>Reads the specifier that fills a part of a text, which it keeps.</summary>
    internal static bool TryParse(string source, int start, int end, out Specifier specifier)
    {
        specifier = default;
        if (!SpecifierScanner.Scan(source.AsSpan(0, end), start, out SpecifierScan scan) || scan.End != end)
        {
            return false;
        }

        PackageVersion version;
        if (scan.Operator == SpecifierOperator.Arbitrary)
        {
            _ = PackageVersion.TryParse(source.AsSpan(scan.VersionStart, scan.VersionEnd - scan.VersionStart), out version);
        }
        else
        {
            scan.Version.End = scan.VersionEnd;
            if (!PackageVersion.TryCreate(source, scan.Version, out version))
            {
                return false;
            }
        }

        specifier = new Specifier(source, scan, version);
        return true;
    }

    /// <summary>Moves the ends of a part of a text over white space.</summary>
    internal static void Trim(ReadOnlySpan<char> text, ref int start, ref int end)
    {
        while (start < end && PythonText.IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && PythonText.IsSpace(text[end - 1]))
        {
            end--;
        }
    }

    /// <inheritdoc/>
    public bool Equals(Specifier other)
        => Operator == other.Operator
            && IsWildcard == other.IsWildcard
            && (Operator == SpecifierOperator.Arbitrary || IsWildcard
                ? VersionSpan.SequenceEqual(other.VersionSpan)
                : Version == other.Version && (Operator != SpecifierOperator.Compatible || Version.ReleaseLength == other.Version.ReleaseLength));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Specifier other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
        => Operator == SpecifierOperator.Arbitrary || IsWildcard
            ? HashCode.Combine(Operator, string.GetHashCode(VersionSpan))
            : HashCode.Combine(Operator, Version);

    /// <summary>The text, as <c>str(packaging.specifiers.Specifier(...))</c>.</summary>
    public override string ToString()
        => string.Concat(_source is null ? "" : SpecifierScanner.Text(Operator), VersionSpan, IsWildcard ? ".*" : "");

    /// <summary>Equal as packaging's.</summary>
    public static bool operator ==(Specifier left, Specifier right) => left.Equals(right);

    /// <summary>Different as packaging's.</summary>
    public static bool operator !=(Specifier left, Specifier right) => !left.Equals(right);

    private ReadOnlySpan<char> VersionSpan => _source.AsSpan(_versionStart, _versionLength);
}
