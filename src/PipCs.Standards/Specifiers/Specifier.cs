using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>One clause of a specifier set, such as <c>&gt;=1.0</c> or <c>==2.*</c>.</summary>
/// <remarks>As in packaging, specifiers are equal if operator and version are. Trailing zeros of the version count only for <c>~=</c>; wildcards and <c>===</c> are compared as written.</remarks>
public readonly partial struct Specifier : ITextParsable<Specifier>, IEquatable<Specifier>
{
    // Null where that is the version's canonical text.
    private readonly string? _versionText;
    private readonly KeyRange _keys;

    internal Specifier(ReadOnlySpan<char> versionText, in SpecifierScan scan)
    {
        _versionText = !scan.Version.IsDefault && IsCanonicalRelease(versionText) ? null : versionText.ToString();
        Operator = scan.Operator;
        IsWildcard = scan.IsWildcard;
        Version = scan.Version;
        _keys = KeyRange.Create(scan.Operator, scan.IsWildcard, scan.Version);
    }

    /// <summary>The operator.</summary>
    public SpecifierOperator Operator { get; }

    /// <summary>The version as written, without a wildcard's <c>.*</c>.</summary>
    public string VersionText => _versionText ?? Version.ToString();

    /// <summary>The version; the default for <c>===</c> with text that is no version.</summary>
    public PackageVersion Version { get; }

    /// <summary>Whether it ends in <c>.*</c>.</summary>
    public bool IsWildcard { get; }

    /// <summary>Whether it names a pre-release, so that pre-releases are admitted; null where that is undetermined (packaging's <c>prereleases</c>).</summary>
    public bool? Prereleases
        => Operator == SpecifierOperator.NotEqual || IsWildcard ? false : Version.IsDefault ? null : Version.IsPrerelease;

    /// <summary>Reads one specifier.</summary>
    /// <exception cref="FormatException">It is not one; the message names it.</exception>
    public static Specifier Parse(ReadOnlySpan<char> text)
        => TryParse(text, out Specifier result) ? result : throw new FormatException($"Invalid specifier: {PythonText.Repr(text)}");

    /// <summary>Reads one specifier, white space around it included.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Specifier result)
    {
        text = PythonText.Trim(text);
        if (!SpecifierScanner.Scan(text, 0, out SpecifierScan scan) || scan.End != text.Length || scan.IsOverlong)
        {
            result = default;
            return false;
        }

        result = new Specifier(text[scan.VersionStart..scan.VersionEnd], scan);
        return true;
    }

    /// <summary>Reads the specifier of a marker's operator and value, as if they were written one after the other.</summary>
    internal static bool TryCreate(SpecifierOperator comparison, string value, out Specifier result)
    {
        if (value.StartsWith('='))
        {
            return TryParse(SpecifierScanner.Text(comparison) + value, out result);
        }

        ReadOnlySpan<char> text = PythonText.Trim(value);
        if (!SpecifierScanner.ScanVersion(text, 0, comparison, out SpecifierScan scan) || scan.End != text.Length || scan.IsOverlong)
        {
            result = default;
            return false;
        }

        result = new Specifier(text[scan.VersionStart..scan.VersionEnd], scan);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Specifier other)
        => Operator == other.Operator
            && IsWildcard == other.IsWildcard
            && (Operator == SpecifierOperator.Arbitrary || IsWildcard
                ? string.Equals(VersionText, other.VersionText, StringComparison.Ordinal)
                : Version == other.Version && (Operator != SpecifierOperator.Compatible || Version.ReleaseLength == other.Version.ReleaseLength));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Specifier other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
        => Operator == SpecifierOperator.Arbitrary || IsWildcard
            ? HashCode.Combine(Operator, VersionText.GetHashCode(StringComparison.Ordinal))
            : HashCode.Combine(Operator, Version);

    /// <summary>The text, as <c>str(packaging.specifiers.Specifier(...))</c>.</summary>
    public override string ToString()
        => _versionText is null && Version.IsDefault ? "" : string.Concat(SpecifierScanner.Text(Operator), VersionText, IsWildcard ? ".*" : "");

    /// <summary>Equal as packaging's.</summary>
    public static bool operator ==(Specifier left, Specifier right) => left.Equals(right);

    /// <summary>Different as packaging's.</summary>
    public static bool operator !=(Specifier left, Specifier right) => !left.Equals(right);

    /// <summary>Whether the text is digits and dots, and no number begins with a zero in vain: a version's canonical text.</summary>
    private static bool IsCanonicalRelease(ReadOnlySpan<char> text)
    {
        bool beginsWithZero = false;
        char previous = '.';
        foreach (char c in text)
        {
            if (c != '.' && (!char.IsAsciiDigit(c) || beginsWithZero))
            {
                return false;
            }

            beginsWithZero = c == '0' && previous == '.';
            previous = c;
        }

        return true;
    }
}
