using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>A specifier that was found in a text.</summary>
internal struct SpecifierScan
{
    public SpecifierOperator Operator;
    public bool IsWildcard;

    /// <summary>The version; the default value for a <c>===</c> whose text is not a version.</summary>
    public PackageVersion Version;

    /// <summary>Whether the version has a number that is too long to be read, so that this is no specifier.</summary>
    public bool IsOverlong;

    /// <summary>The start of the version.</summary>
    public int VersionStart;

    /// <summary>The end of the version, without the <c>.*</c> of a wildcard.</summary>
    public int VersionEnd;

    /// <summary>The end of the longest specifier.</summary>
    public int End;
}

/// <summary>Finds the longest specifier that begins at a position (Version specifiers, "Version specifiers").</summary>
internal static class SpecifierScanner
{
    /// <summary>Scans a specifier; false where there is none at the position.</summary>
    public static bool Scan(ReadOnlySpan<char> text, int position, out SpecifierScan scan)
    {
        int length = ScanOperator(text[position..], out SpecifierOperator comparison);
        if (length > 0)
        {
            return ScanVersion(text, position + length, comparison, out scan);
        }

        scan = default;
        return false;
    }

    /// <summary>Scans the text after a specifier's operator; false where it is not a version.</summary>
    public static bool ScanVersion(ReadOnlySpan<char> text, int position, SpecifierOperator comparison, out SpecifierScan scan)
    {
        while (position < text.Length && PythonText.IsSpace(text[position]))
        {
            position++;
        }

        scan = default;
        scan.Operator = comparison;
        scan.VersionStart = position;
        if (comparison == SpecifierOperator.Arbitrary)
        {
            ScanText(text, ref scan);
            return true;
        }

        bool isEquality = comparison is SpecifierOperator.Equal or SpecifierOperator.NotEqual;
        if (!PackageVersion.TryReadKey(text, position, out VersionRead read) || (read.End < text.Length && text[read.End] is '!' or '+'))
        {
            return ScanLong(text, isEquality, ref scan);
        }

        scan.Version = read.Version;
        SetEnd(text, isEquality && read.End == read.ReleaseEnd, read.End, ref scan);
        return comparison != SpecifierOperator.Compatible || read.ReleaseLength > 1;
    }

    /// <summary>The text of an operator.</summary>
    public static string Text(SpecifierOperator value) => value switch
    {
        SpecifierOperator.Compatible => "~=",
        SpecifierOperator.Equal => "==",
        SpecifierOperator.NotEqual => "!=",
        SpecifierOperator.LessOrEqual => "<=",
        SpecifierOperator.GreaterOrEqual => ">=",
        SpecifierOperator.Less => "<",
        SpecifierOperator.Greater => ">",
        _ => "===",
    };

    /// <summary>The length of the operator at the beginning of the text, or 0.</summary>
    public static int ScanOperator(ReadOnlySpan<char> text, out SpecifierOperator value)
    {
        char first = text.Length > 0 ? text[0] : '\0';
        bool hasEquals = text.Length > 1 && text[1] == '=';
        switch (first)
        {
            case '>':
                value = hasEquals ? SpecifierOperator.GreaterOrEqual : SpecifierOperator.Greater;
                return hasEquals ? 2 : 1;
            case '<':
                value = hasEquals ? SpecifierOperator.LessOrEqual : SpecifierOperator.Less;
                return hasEquals ? 2 : 1;
            case '=' when hasEquals:
                bool isArbitrary = text.Length > 2 && text[2] == '=';
                value = isArbitrary ? SpecifierOperator.Arbitrary : SpecifierOperator.Equal;
                return isArbitrary ? 3 : 2;
            case '!' when hasEquals:
                value = SpecifierOperator.NotEqual;
                return 2;
            case '~' when hasEquals:
                value = SpecifierOperator.Compatible;
                return 2;
            default:
                value = default;
                return 0;
        }
    }

    /// <summary>Any text up to white space, a semicolon or a closing parenthesis.</summary>
    private static void ScanText(ReadOnlySpan<char> text, ref SpecifierScan scan)
    {
        int end = scan.VersionStart;
        while (end < text.Length && text[end] is not (';' or ')') && !PythonText.IsSpace(text[end]))
        {
            end++;
        }

        scan.VersionEnd = scan.End = end;
        _ = PackageVersion.TryParse(text[scan.VersionStart..end], out scan.Version);
    }

    private static bool ScanLong(ReadOnlySpan<char> text, bool isEquality, ref SpecifierScan scan)
    {
        if (!VersionScanner.ScanRelease(text, scan.VersionStart, out VersionScan version)
            || (scan.Operator == SpecifierOperator.Compatible && version.ReleaseLength < 2))
        {
            return false;
        }

        SetEnd(text, isEquality, version.End, ref scan);
        if (!scan.IsWildcard)
        {
            VersionScanner.ScanSuffix(text, ref version);
            if (isEquality)
            {
                VersionScanner.ScanLocal(text, ref version);
            }

            scan.VersionEnd = scan.End = version.End;
        }

        scan.IsOverlong = !PackageVersion.TryCreate(text, version, out scan.Version);
        return true;
    }

    private static void SetEnd(ReadOnlySpan<char> text, bool mayBeWildcard, int end, ref SpecifierScan scan)
    {
        scan.IsWildcard = mayBeWildcard && end + 1 < text.Length && text[end] == '.' && text[end + 1] == '*';
        scan.VersionEnd = end;
        scan.End = scan.IsWildcard ? end + 2 : end;
    }
}
