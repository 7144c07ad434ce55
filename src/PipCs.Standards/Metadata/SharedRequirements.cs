using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Text;

namespace PipCs.Standards.Metadata;

/// <summary>
/// What was read before of core metadata, by its text: the versions of one project mostly ask for the same, and so share one object each.
/// Thread-safe.
/// </summary>
public sealed class SharedRequirements
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], Requirement>.AlternateLookup<ReadOnlySpan<byte>> _requirements = Table<Requirement>();
    private readonly Dictionary<byte[], SpecifierSet?>.AlternateLookup<ReadOnlySpan<byte>> _pythons = Table<SpecifierSet?>();
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _texts = Table<string>();

    internal bool TryReadRequirement(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (TryFind(_requirements, utf8, out requirement))
        {
            return true;
        }

        if (!CoreMetadata.TryReadRequirement(utf8, out requirement, out error))
        {
            return false;
        }

        requirement = Keep(_requirements, utf8, requirement);
        return true;
    }

    internal SpecifierSet? ReadPython(ReadOnlySpan<byte> utf8)
        => TryFind(_pythons, utf8, out SpecifierSet? set) ? set : Keep(_pythons, utf8, CoreMetadata.ReadPython(utf8));

    internal string ReadText(ReadOnlySpan<byte> utf8)
        => TryFind(_texts, utf8, out string? text) ? text : Keep(_texts, utf8, CoreMetadata.ReadText(utf8));

    private static Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> Table<T>()
        => new Dictionary<byte[], T>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    private bool TryFind<T>(Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> table, ReadOnlySpan<byte> utf8, [MaybeNullWhen(false)] out T value)
    {
        lock (_lock)
        {
            return table.TryGetValue(utf8, out value);
        }
    }

    /// <summary>Keeps a value, and gives the one that another thread kept meanwhile.</summary>
    private T Keep<T>(Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> table, ReadOnlySpan<byte> utf8, T value)
    {
        lock (_lock)
        {
            return table.TryAdd(utf8, value) || !table.TryGetValue(utf8, out T? first) ? value : first;
        }
    }
}
