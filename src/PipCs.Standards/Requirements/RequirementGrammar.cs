using PipCs.Standards.Markers;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;

namespace PipCs.Standards.Requirements;

/// <summary>The parts of a requirement.</summary>
internal struct RequirementParts
{
    public string Name;
    public string[] Extras;
    public SpecifierSet Specifier;
    public string? Url;
    public MarkerNode? Marker;

    /// <summary>A text in the place of a clause that is no valid specifier.</summary>
    public string? InvalidClause;
}

/// <summary>Reads requirements (Dependency specifiers specification, "Grammar"; errors in packaging's words).</summary>
internal static class RequirementGrammar
{
    /// <summary>Reads the whole text.</summary>
    public static bool TryRead(ref SyntaxCursor cursor, out RequirementParts parts)
    {
        parts = default;
        parts.Extras = [];
        parts.Specifier = SpecifierSet.Empty;
        cursor.SkipBlanks();
        if (!cursor.TryReadIdentifier(out ReadOnlySpan<char> name))
        {
            return cursor.Fail("Expected package name at the start of dependency specifier");
        }

        parts.Name = name.ToString();
        cursor.SkipBlanks();
        if (cursor.Next == '[' && !TryReadExtras(ref cursor, out parts.Extras))
        {
            return false;
        }

        cursor.SkipBlanks();
        return (cursor.TryRead('@') ? TryReadUrl(ref cursor, ref parts) : TryReadSpecifier(ref cursor, ref parts))
            && (cursor.AtEnd || cursor.Fail("Expected end of dependency specifier"));
    }

    private static bool TryReadUrl(ref SyntaxCursor cursor, ref RequirementParts parts)
    {
        cursor.SkipBlanks();
        int start = cursor.Position;
        int length = cursor.Source[start..].IndexOfAny(' ', '\t');
        length = length < 0 ? cursor.Source.Length - start : length;
        if (length == 0)
        {
            return cursor.Fail("Expected URL after @");
        }

        parts.Url = cursor.Source.Slice(start, length).ToString();
        cursor.Position += length;
        cursor.SkipBlanks();
        return cursor.AtEnd || TryReadMarker(ref cursor, start, "Expected semicolon (after URL and whitespace) or end", ref parts);
    }

    private static bool TryReadSpecifier(ref SyntaxCursor cursor, ref RequirementParts parts)
    {
        int start = cursor.Position;
        bool parenthesised = cursor.TryRead('(');
        cursor.SkipBlanks();
        int first = cursor.Position;
        if (!cursor.AtEnd && cursor.Next != ';' && !TryReadClauses(ref cursor, ref parts))
        {
            return false;
        }

        int end = cursor.Position;
        cursor.SkipBlanks();
        if (parenthesised && !cursor.TryRead(')'))
        {
            return cursor.Fail("Expected matching RIGHT_PARENTHESIS for LEFT_PARENTHESIS, after version specifier", start, cursor.Position);
        }

        cursor.SkipBlanks();
        return cursor.AtEnd || TryReadMarker(
            ref cursor,
            start,
            end == first
                ? "Expected semicolon (after name with no version specifier) or end"
                : "Expected comma (within version specifier), semicolon (after version specifier) or end",
            ref parts);
    }

    private static bool TryReadClauses(ref SyntaxCursor cursor, ref RequirementParts parts)
    {
        int first = cursor.Position;
        int count = 0;
        bool isPlain = true;
        ReadOnlySpan<char> rest = cursor.Source[first..];
        int end = rest.IndexOfAny(';', ')');
        Specifier[] clauses = SpecifierSet.NewClauses(end < 0 ? rest : rest[..end]);
        while (SpecifierScanner.Scan(cursor.Source, cursor.Position, out SpecifierScan scan))
        {
            int start = cursor.Position;
            cursor.Position = scan.End;
            if (cursor.Source[scan.End..].StartsWith(".*", StringComparison.Ordinal))
            {
                return cursor.Fail(
                    scan.Operator is SpecifierOperator.Equal or SpecifierOperator.NotEqual
                        ? ".* suffix cannot be used with pre-release, post-release, dev or local versions"
                        : ".* suffix can only be used with `==` or `!=` operators",
                    start,
                    scan.End + 1);
            }

            if (cursor.Next == '+' && scan.End + 1 < cursor.Source.Length && IsLowerAlphanumeric(cursor.Source[scan.End + 1]))
            {
                return cursor.Fail("Local version label can only be used with `==` or `!=` operators", start, scan.End);
            }

            isPlain &= scan.Operator != SpecifierOperator.Arbitrary && !scan.IsOverlong;
            clauses[count++] = new Specifier(cursor.Source[scan.VersionStart..scan.VersionEnd], scan);
            end = cursor.Position;
            cursor.SkipBlanks();
            if (!cursor.TryRead(','))
            {
                cursor.Position = end;
                break;
            }

            cursor.SkipBlanks();
        }

        if (isPlain)
        {
            parts.Specifier = SpecifierSet.Of(clauses, count);
        }
        else if (SpecifierSet.TryParse(cursor.Source[first..cursor.Position], out SpecifierSet? set, out parts.InvalidClause))
        {
            // Commas part the clauses of a set, also within the text of ===.
            parts.Specifier = set;
        }

        return true;
    }

    private static bool IsLowerAlphanumeric(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static bool TryReadMarker(ref SyntaxCursor cursor, int start, string expected, ref RequirementParts parts)
    {
        if (!cursor.TryRead(';'))
        {
            return cursor.Fail(expected, start, cursor.Position);
        }

        if (!MarkerGrammar.TryReadMarker(ref cursor, out parts.Marker))
        {
            return false;
        }

        cursor.SkipBlanks();
        return true;
    }

    private static bool TryReadExtras(ref SyntaxCursor cursor, out string[] extras)
    {
        int open = cursor.Position++;
        extras = [];
        cursor.SkipBlanks();
        if (cursor.TryReadIdentifier(out ReadOnlySpan<char> extra))
        {
            ReadOnlySpan<char> rest = cursor.Source[cursor.Position..];
            int close = rest.IndexOf(']');
            extras = new string[(close < 0 ? rest : rest[..close]).Count(',') + 1];
            extras[0] = extra.ToString();
            for (int i = 1; ; i++)
            {
                cursor.SkipBlanks();
                if (cursor.MatchIdentifier() > 0)
                {
                    return cursor.Fail("Expected comma between extra names");
                }

                if (!cursor.TryRead(','))
                {
                    break;
                }

                cursor.SkipBlanks();
                if (!cursor.TryReadIdentifier(out extra))
                {
                    return cursor.Fail("Expected extra name after comma");
                }

                extras[i] = extra.ToString();
            }
        }

        cursor.SkipBlanks();
        return cursor.TryRead(']') || cursor.Fail("Expected matching RIGHT_BRACKET for LEFT_BRACKET, after extras", open, cursor.Position);
    }
}
