using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;

namespace PipCs.Standards.Metadata;

/// <summary>
/// The requirements and values of <c>Requires-Python</c> that were read before, by their text: the versions of one project mostly ask for the
/// same, and so share one object each. Thread-safe.
/// </summary>
public sealed class SharedRequirements
{
    private readonly ConcurrentDictionary<string, Requirement>.AlternateLookup<ReadOnlySpan<char>> _requirements
        = new ConcurrentDictionary<string, Requirement>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ConcurrentDictionary<string, SpecifierSet?>.AlternateLookup<ReadOnlySpan<char>> _pythons
        = new ConcurrentDictionary<string, SpecifierSet?>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    internal bool TryReadRequirement(ReadOnlySpan<char> text, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out string? error)
    {
        if (_requirements.TryGetValue(text, out requirement))
        {
            error = null;
            return true;
        }

        if (!Requirement.TryParse(text, out requirement, out error))
        {
            return false;
        }

        if (!_requirements.TryAdd(text, requirement) && _requirements.TryGetValue(text, out Requirement? first))
        {
            requirement = first;
        }

        return true;
    }

    internal SpecifierSet? ReadPython(ReadOnlySpan<char> text)
    {
        if (!_pythons.TryGetValue(text, out SpecifierSet? set))
        {
            _ = SpecifierSet.TryParse(text.ToString(), out set);
            _ = _pythons.TryAdd(text, set);
        }

        return set;
    }
}
