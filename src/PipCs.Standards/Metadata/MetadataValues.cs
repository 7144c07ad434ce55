using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PipCs.Standards.Licenses;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Metadata;

/// <summary>Checks values against the core metadata specification, field by field.</summary>
internal static class MetadataValues
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    /// <summary>The problem of a field's values, or null.</summary>
    public static string? Problem(string field, List<string> values) => field switch
    {
        "name" or "version" when values[0].Length == 0 => PythonText.Repr(field) + " is a required field",
        "name" => ProjectName.IsValid(values[0]) ? null : Invalid(values[0], field),
        "version" => PackageVersion.TryParse(values[0], out PackageVersion _) ? null : Invalid(values[0], field),
        "summary" => values[0].AsSpan().ContainsAny(LineEnds) ? PythonText.Repr(field) + " must be a single line" : null,
        "description-content-type" => ContentTypeProblem(field, values[0]),
        "license-expression" => LicenseExpression.TryParse(values[0], out _) ? null : Invalid(values[0], field),
        "requires-python" => SpecifierSet.TryParse(values[0], out SpecifierSet? _) ? null : Invalid(values[0], field),
        "requires-dist" => FirstInvalid(field, values, value => Requirement.TryParse(value, out Requirement? _)),
        "provides-extra" => FirstInvalid(field, values, value => ProjectName.IsValid(value)),
        "dynamic" => First(values, DynamicProblem),
        "license-file" => First(values, LicenseFileProblem),
        "import-name" when values is [""] => null,
        "import-name" or "import-namespace" => First(values, value => ImportNameProblem(field, value)),
        _ => null,
    };

    private static string Invalid(string value, string field) => $"{PythonText.Repr(value)} is invalid for '{field}'";

    private static string? FirstInvalid(string field, List<string> values, Predicate<string> isValid)
        => First(values, value => isValid(value) ? null : Invalid(value, field));

    private static string? First(List<string> values, Func<string, string?> problemOf)
    {
        foreach (string value in values)
        {
            if (problemOf(value) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Names of fields are told of in lower case.")]
    private static string? DynamicProblem(string value)
    {
        string field = value.ToLowerInvariant();
        return field is "name" or "version" or "metadata-version" ? PythonText.Repr(field) + " is not allowed as a dynamic field"
            : MetadataField.TryFind(field, out _) ? null
            : PythonText.Repr(field) + " is not a valid dynamic field";
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Types are given in lower case.")]
    private static string? ContentTypeProblem(string field, string value)
    {
        var type = new ContentType(value);
        if (value.AsSpan().ContainsAny(LineEnds) || !type.TryRead())
        {
            return $"{PythonText.Repr(value)} is not a valid content type for '{field}'";
        }

        string media = type.MediaType.ToLowerInvariant();
        return media is not ("text/plain" or "text/x-rst" or "text/markdown") || !value.Contains(media, StringComparison.OrdinalIgnoreCase)
                ? $"'{field}' must be one of ['text/plain', 'text/x-rst', 'text/markdown'], not {PythonText.Repr(value)}"
            : type.Charset is { } charset && !charset.Equals("UTF-8", StringComparison.OrdinalIgnoreCase)
                ? $"'{field}' can only specify the UTF-8 charset, not {PythonText.Repr(charset)}"
            : media == "text/markdown" && type.Variant is not (null or "GFM" or "CommonMark")
                ? $"valid Markdown variants for '{field}' are ['GFM', 'CommonMark'], not {PythonText.Repr(type.Variant)}"
            : null;
    }

    private static string? LicenseFileProblem(string path)
    {
        string invalid = Invalid(path, "license-file") + ", ";
        ReadOnlySpan<char> local = path;
        bool hasDrive = path.Length > 1 && char.IsAsciiLetter(path[0]) && path[1] == ':';
        local = hasDrive ? local[2..] : local;
        if (path.Contains("..", StringComparison.Ordinal))
        {
            return invalid + "parent directory indicators are not allowed";
        }

        if (path.Contains('*', StringComparison.Ordinal))
        {
            return invalid + "paths must be resolved";
        }

        if (path.StartsWith('/') || path.StartsWith(@"\\", StringComparison.Ordinal) || (hasDrive && local is ['/' or '\\', ..]))
        {
            return invalid + "paths must be relative";
        }

        return IsPlainPath(local, hasDrive) ? null : invalid + "paths must use '/' delimiter";
    }

    /// <summary>Whether Windows too would write the path so: no backslash, no empty part, no part that is a dot.</summary>
    private static bool IsPlainPath(ReadOnlySpan<char> path, bool hasDrive)
    {
        if (path.IsEmpty || path is ".")
        {
            return hasDrive == path.IsEmpty;
        }

        foreach (Range range in path.Split('/'))
        {
            if (path[range] is "" or ".")
            {
                return false;
            }
        }

        return !path.Contains('\\');
    }

    private static string? ImportNameProblem(string field, string value)
    {
        int semicolon = value.IndexOf(';', StringComparison.Ordinal);
        string name = semicolon < 0 ? value : value[..semicolon];
        while (name.Length > 0 && PythonText.IsSpace(name[^1]))
        {
            name = name[..^1];
        }

        foreach (string identifier in name.Split('.'))
        {
            if (!IsIdentifier(identifier) || IsKeyword(identifier))
            {
                return $"{Invalid(name, field)}; {PythonText.Repr(identifier)} is {(IsKeyword(identifier) ? "a keyword" : "not a valid identifier")}";
            }
        }

        return semicolon < 0 || (PythonText.Trim(value.AsSpan(semicolon + 1)) is "private" && value.EndsWith("private", StringComparison.Ordinal))
            ? null : $"{Invalid(value, field)}; the only valid option is 'private'";
    }

    /// <summary>Whether Python takes the text for an identifier.</summary>
    private static bool IsIdentifier(string text)
    {
        bool isFirst = true;
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool begins = rune.Value == '_' || category is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
            bool continues = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
            if (!begins && (isFirst || !continues))
            {
                return false;
            }

            isFirst = false;
        }

        return !isFirst;
    }

    private static bool IsKeyword(string text) => text is "False" or "None" or "True" or "and" or "as" or "assert" or "async" or "await" or "break"
        or "class" or "continue" or "def" or "del" or "elif" or "else" or "except" or "finally" or "for" or "from" or "global" or "if" or "import"
        or "in" or "is" or "lambda" or "nonlocal" or "not" or "or" or "pass" or "raise" or "return" or "try" or "while" or "with" or "yield";
}
