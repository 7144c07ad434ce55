using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Names;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;

namespace PipCs.Standards.Markers;

/// <summary>Reads markers (Dependency specifiers specification, "Environment markers"; errors in packaging's words).</summary>
internal static class MarkerGrammar
{
    /// <summary>How deeply parentheses may nest: Python fails at about a fifth of its recursion limit.</summary>
    private const int DeepestNesting = 150;

    /// <summary>No name of a variable is longer.</summary>
    private const int LongestName = 32;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_.");

    /// <summary>Reads comparisons joined by <c>and</c> and <c>or</c>.</summary>
    public static bool TryReadMarker(ref SyntaxCursor cursor, [NotNullWhen(true)] out MarkerNode? marker) => TryReadMarker(ref cursor, 0, out marker);

    private static bool TryReadMarker(ref SyntaxCursor cursor, int depth, [NotNullWhen(true)] out MarkerNode? marker)
    {
        if (!TryReadAtom(ref cursor, depth, out marker))
        {
            return false;
        }

        if (!TryReadJoin(ref cursor, out bool isOr))
        {
            return true;
        }

        List<MarkerPart> parts = [new MarkerPart(marker, BeginsAlternative: false)];
        marker = null;
        do
        {
            if (!TryReadAtom(ref cursor, depth, out MarkerNode? next))
            {
                return false;
            }

            parts.Add(new MarkerPart(next, isOr));
        }
        while (TryReadJoin(ref cursor, out isOr));

        marker = new MarkerGroup([.. parts]);
        return true;
    }

    private static bool TryReadJoin(ref SyntaxCursor cursor, out bool isOr)
    {
        isOr = cursor.Next == 'o' && cursor.TryReadWord("or");
        return isOr || (cursor.Next == 'a' && cursor.TryReadWord("and"));
    }

    private static bool TryReadAtom(ref SyntaxCursor cursor, int depth, [NotNullWhen(true)] out MarkerNode? atom)
    {
        cursor.SkipBlanks();
        int open = cursor.Position;
        atom = null;
        if (cursor.TryRead('('))
        {
            if (depth == DeepestNesting)
            {
                return cursor.Fail("Too many nested parentheses");
            }

            cursor.SkipBlanks();
            if (!TryReadMarker(ref cursor, depth + 1, out atom))
            {
                return false;
            }

            cursor.SkipBlanks();
            if (!cursor.TryRead(')'))
            {
                return cursor.Fail("Expected matching RIGHT_PARENTHESIS for LEFT_PARENTHESIS, after marker expression", open, cursor.Position);
            }
        }
        else if (!TryReadComparison(ref cursor, out atom))
        {
            return false;
        }

        cursor.SkipBlanks();
        return true;
    }

    private static bool TryReadComparison(ref SyntaxCursor cursor, [NotNullWhen(true)] out MarkerNode? comparison)
    {
        comparison = null;
        if (!TryReadOperand(ref cursor, out MarkerOperand left))
        {
            return false;
        }

        cursor.SkipBlanks();
        if (!TryReadOperator(ref cursor, out MarkerOperator value))
        {
            return false;
        }

        cursor.SkipBlanks();
        if (!TryReadOperand(ref cursor, out MarkerOperand right))
        {
            return false;
        }

        comparison = MarkerComparison.Create(NormalizeNames(left, right, isLeft: true), value, NormalizeNames(right, left, isLeft: false));
        return true;
    }

    /// <summary>The names of extras and groups compare in normal form (PEP 685, 735).</summary>
    private static MarkerOperand NormalizeNames(MarkerOperand operand, MarkerOperand other, bool isLeft)
        => !operand.IsVariable
            && (other.Variable == MarkerVariable.Extra || (isLeft && other.Variable is MarkerVariable.Extras or MarkerVariable.DependencyGroups))
            ? MarkerOperand.OfText(ProjectName.Normalize(operand.Text).Value)
            : operand;

    private static bool TryReadOperand(ref SyntaxCursor cursor, out MarkerOperand operand)
    {
        operand = default;
        char first = cursor.Next;
        if (first is '"' or '\'')
        {
            int start = cursor.Position;
            int length = cursor.Source[(start + 1)..].IndexOf(first);
            if (length >= 0)
            {
                int end = start + length + 2;
                if (!PythonLiteral.TryRead(cursor.Source.Slice(start + 1, length), out string? value))
                {
                    return cursor.Fail("Invalid quoted string", start, end);
                }

                cursor.Position = end;
                operand = MarkerOperand.OfText(value);
                return true;
            }
        }
        else if (char.IsAsciiLetterLower(first) && PythonText.IsWordBoundary(cursor.Source, cursor.Position))
        {
            // Finds the longest name that ends at a word boundary; a dot may be part of a name or follow it.
            int limit = Math.Min(cursor.Source.Length, cursor.Position + LongestName);
            int length = cursor.Source[cursor.Position..limit].IndexOfAnyExcept(NameCharacters);
            int end = length < 0 ? limit : cursor.Position + length;
            for (; end > cursor.Position; end--)
            {
                MarkerVariable variable = MarkerVariables.Find(cursor.Source[cursor.Position..end]);
                if (variable != MarkerVariable.None && PythonText.IsWordBoundary(cursor.Source, end))
                {
                    cursor.Position = end;
                    operand = MarkerOperand.OfVariable(variable);
                    return true;
                }

                int dot = cursor.Source[cursor.Position..end].LastIndexOf('.');
                end = dot < 0 ? cursor.Position + 1 : cursor.Position + dot + 1;
            }
        }

        return cursor.Fail("Expected a marker variable or quoted string");
    }

    private static bool TryReadOperator(ref SyntaxCursor cursor, out MarkerOperator value)
    {
        value = MarkerOperator.In;
        if (cursor.Next == 'i' && cursor.TryReadWord("in"))
        {
            return true;
        }

        if (cursor.Next == 'n' && cursor.TryReadWord("not"))
        {
            value = MarkerOperator.NotIn;
            return cursor.SkipBlanks()
                ? cursor.TryReadWord("in") || cursor.Fail("Expected 'in' after 'not'")
                : cursor.Fail("Expected whitespace after 'not'");
        }

        ReadOnlySpan<char> rest = cursor.Source[cursor.Position..];
        int length = SpecifierScanner.ScanOperator(rest, out SpecifierOperator comparison);
        value = (MarkerOperator)comparison;
        cursor.Position += length;
        return length > 0 || cursor.Fail("Expected marker operator, one of <=, <, !=, ==, >=, >, ~=, ===, in, not in");
    }
}
