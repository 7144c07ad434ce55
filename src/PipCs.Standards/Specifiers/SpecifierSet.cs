using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Specifiers;

/// <summary>A comma-separated set of specifiers that must all hold (PEP 440). Immutable.</summary>
public sealed partial class SpecifierSet : ITextParsable<SpecifierSet>, IEquatable<SpecifierSet>
{
    private readonly Specifier[] _clauses;
    private Specifier[]? _canonical;

    private SpecifierSet(Specifier[] clauses) => _clauses = clauses;

    /// <summary>The set without clauses, which every version satisfies.</summary>
    public static SpecifierSet Empty { get; } = new([]);

    /// <summary>The clauses, in the order in which they were written.</summary>
    public IReadOnlyList<Specifier> Clauses => _clauses;

    /// <summary>Whether there are no clauses.</summary>
    public bool IsEmpty => _clauses.Length == 0;

    /// <summary>Whether a clause names a pre-release, so that pre-releases are admitted; null where that is undetermined (packaging's <c>prereleases</c>).</summary>
    public bool? Prereleases
    {
        get
        {
            foreach (ref readonly Specifier clause in _clauses.AsSpan())
            {
                if (clause.Prereleases == true)
                {
                    return true;
                }
            }

            return null;
        }
    }

    /// <summary>Reads a set.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SpecifierSet? result) => TryParse(text, out result, out _);

    /// <summary>Reads a set from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, [NotNullWhen(true)] out SpecifierSet? result)
    {
        using var text = new Utf8Chars(utf8Text);
        return TryParse(text.Span, out result, out _);
    }

    /// <summary>Reads a set.</summary>
    /// <exception cref="FormatException">A clause is not a specifier; the message names it.</exception>
    public static SpecifierSet Parse(ReadOnlySpan<char> text)
        => TryParse(text, out SpecifierSet? set, out string? invalid) ? set : throw new FormatException($"Invalid specifier: {PythonText.Repr(invalid)}");

    /// <summary>Whether the version satisfies every clause (packaging's <c>contains</c>).</summary>
    /// <param name="version">The version.</param>
    /// <param name="prereleases">
    /// False: refuse pre-releases, whatever the clauses name. True or null: admit them, because for a single version there is
    /// no final release to prefer. A caller that chooses among several versions has to prefer final ones (see <see cref="Prereleases"/>).
    /// </param>
    public bool Contains(PackageVersion version, bool? prereleases = null)
    {
        foreach (ref readonly Specifier clause in _clauses.AsSpan())
        {
            if (!clause.Contains(version))
            {
                return false;
            }
        }

        return prereleases != false || !version.IsPrerelease;
    }

    /// <summary>Whether a text, which may be no version, satisfies every clause: <c>===</c> compares it as written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prereleases">False: refuse pre-releases.</param>
    public bool Contains(string text, bool? prereleases = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (ref readonly Specifier clause in _clauses.AsSpan())
        {
            if (!clause.Contains(text))
            {
                return false;
            }
        }

        return prereleases != false || !PackageVersion.TryParse(text, out PackageVersion version) || !version.IsPrerelease;
    }

    /// <summary>The set of both sets' clauses.</summary>
    public SpecifierSet And(SpecifierSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsEmpty ? other : other.IsEmpty ? this : new SpecifierSet([.. _clauses, .. other._clauses]);
    }

    /// <inheritdoc/>
    public bool Equals(SpecifierSet? other) => other is not null && (ReferenceEquals(this, other) || Canonical.AsSpan().SequenceEqual(other.Canonical));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecifierSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (Specifier clause in Canonical)
        {
            hash.Add(clause);
        }

        return hash.ToHashCode();
    }

    /// <summary>The text, as <c>str(packaging.specifiers.SpecifierSet(...))</c>: sorted clauses, joined by commas.</summary>
    public override string ToString() => _clauses.Length switch
    {
        0 => "",
        1 => _clauses[0].ToString(),
        _ => string.Join(',', Canonical),
    };

    /// <summary>Reads a set; names the wrong clause where that fails.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SpecifierSet? set, [NotNullWhen(false)] out string? invalid)
    {
        Specifier[] clauses = text.IsEmpty ? [] : NewClauses(text);
        int count = 0;
        foreach (Range range in text.Split(','))
        {
            ReadOnlySpan<char> clause = PythonText.Trim(text[range]);
            if (!clause.IsEmpty && !Specifier.TryParse(clause, out clauses[count++]))
            {
                set = null;
                invalid = clause.ToString();
                return false;
            }
        }

        invalid = null;
        set = Of(clauses, count);
        return true;
    }

    /// <summary>Room for the clauses of a text, which commas part.</summary>
    internal static Specifier[] NewClauses(ReadOnlySpan<char> text) => new Specifier[text.Count(',') + 1];

    /// <summary>The set of the first of these clauses.</summary>
    internal static SpecifierSet Of(Specifier[] clauses, int count) => count == 0 ? Empty : new(count == clauses.Length ? clauses : clauses[..count]);

    /// <summary>The clauses sorted by their text, equal ones once.</summary>
    private Specifier[] Canonical => _canonical ??= _clauses.Length < 2 ? _clauses : Canonicalize(_clauses);

    private static Specifier[] Canonicalize(Specifier[] clauses)
    {
        var sorted = (Specifier[])clauses.Clone();
        string[] texts = Array.ConvertAll(sorted, clause => clause.ToString());
        Array.Sort(texts, sorted, Comparer<string>.Create((left, right) => PythonText.Compare(left, right)));
        var seen = new HashSet<Specifier>(sorted.Length);
        int count = 0;
        foreach (Specifier clause in sorted)
        {
            if (seen.Add(clause))
            {
                sorted[count++] = clause;
            }
        }

        return sorted[..count];
    }
}
