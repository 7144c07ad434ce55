using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>Where the parts of a specifier lie in a text.</summary>
internal struct SpecifierScan
{
    public SpecifierOperator Operator;
    public bool IsWildcard;
    public int OperatorLength;

    /// <summary>Where the version begins.</summary>
    public int VersionStart;

    /// <summary>Where it ends, a wildcard's <c>.*</c> left out.</summary>
    public int VersionEnd;

    /// <summary>Where the longest specifier ends.</summary>
    public int End;

    /// <summary>The parts of the version; of <c>===</c>, nothing.</summary>
    public VersionScan Version;
}

/// <summary>Finds the longest specifier that begins at a position (Version specifiers, "Version specifiers").</summary>
internal static class SpecifierScanner
{
    /// <summary>Scans a specifier; false where there is none at the position.</summary>
    public static bool Scan(ReadOnlySpan<char> text, int position, out SpecifierScan scan)
    {
        scan = default;
        scan.OperatorLength = ScanOperator(text[position..], out scan.Operator);
        if (scan.OperatorLength == 0)
        {
            return false;
        }

        position += scan.OperatorLength;
        while (position < text.Length && PythonText.IsSpace(text[position]))
        {
            position++;
        }

        scan.VersionStart = position;
        if (scan.Operator == SpecifierOperator.Arbitrary)
        {
            while (position < text.Length && text[position] is not (';' or ')') && !PythonText.IsSpace(text[position]))
            {
                position++;
            }

            scan.VersionEnd = scan.End = position;
            return true;
        }

        if (!VersionScanner.ScanRelease(text, position, out scan.Version)
            || (scan.Operator == SpecifierOperator.Compatible && scan.Version.ReleaseLength < 2))
        {
            return false;
        }

        bool isEquality = scan.Operator is SpecifierOperator.Equal or SpecifierOperator.NotEqual;
        int end = scan.Version.End;
        if (isEquality && end + 1 < text.Length && text[end] == '.' && text[end + 1] == '*')
        {
            scan.IsWildcard = true;
            scan.VersionEnd = end;
            scan.End = end + 2;
            return true;
        }

        VersionScanner.ScanSuffix(text, ref scan.Version);
        if (isEquality)
        {
            VersionScanner.ScanLocal(text, ref scan.Version);
        }

        scan.VersionEnd = scan.End = scan.Version.End;
        return true;
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
}
