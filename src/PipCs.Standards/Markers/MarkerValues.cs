using PipCs.Standards.Specifiers;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Markers;

/// <summary>The values of a dimension for which a part of a marker holds. Immutable; the operations take values of the same dimension.</summary>
internal abstract class MarkerValues
{
    public abstract bool IsNone { get; }

    public abstract bool IsAll { get; }

    /// <summary>About how many comparisons it takes to write it.</summary>
    public abstract int Size { get; }

    public abstract MarkerValues And(MarkerValues other);

    public abstract MarkerValues Not();

    public abstract bool Same(MarkerValues other);

    public MarkerValues Or(MarkerValues other) => Not().And(other.Not()).Not();

    public bool IsWithin(MarkerValues other) => And(other).Same(this);
}

/// <summary>A few texts, or all except a few. For a comparison that is a dimension of its own, the empty text stands for "it holds".</summary>
internal sealed class TextValues(string[] texts, bool isAllBut) : MarkerValues
{
    /// <summary>In ordinal order of first mention, each once.</summary>
    public string[] Texts => texts;

    public bool IsAllBut => isAllBut;

    public override bool IsNone => !isAllBut && texts.Length == 0;

    public override bool IsAll => isAllBut && texts.Length == 0;

    public override int Size => texts.Length;

    public override MarkerValues And(MarkerValues other)
    {
        var right = (TextValues)other;
        return (isAllBut, right.IsAllBut) switch
        {
            (false, false) => new TextValues([.. texts.Where(right.Holds)], isAllBut: false),
            (false, true) => new TextValues([.. texts.Where(right.Holds)], isAllBut: false),
            (true, false) => new TextValues([.. right.Texts.Where(Holds)], isAllBut: false),
            (true, true) => new TextValues([.. texts.Union(right.Texts, StringComparer.Ordinal)], isAllBut: true),
        };
    }

    public override MarkerValues Not() => new TextValues(texts, !isAllBut);

    public override bool Same(MarkerValues other)
        => other is TextValues right && isAllBut == right.IsAllBut && texts.Length == right.Texts.Length && Array.TrueForAll(texts, text => right.Texts.Contains(text, StringComparer.Ordinal));

    private bool Holds(string text) => texts.Contains(text, StringComparer.Ordinal) != isAllBut;
}

/// <summary>A range of versions. For a variable that may contain no version, also whether other texts are among the values.</summary>
internal sealed class VersionValues : MarkerValues
{
    private readonly bool _isAlwaysVersion;
    private readonly bool _holdsOthers;

    private VersionValues(bool isAlwaysVersion, VersionRange range, bool holdsOthers)
    {
        _isAlwaysVersion = isAlwaysVersion;
        _holdsOthers = holdsOthers;
        Range = range;
    }

    public VersionRange Range { get; }

    public override bool IsNone => Range.IsEmpty && (!_holdsOthers || _isAlwaysVersion);

    public override bool IsAll => Range.Equals(VersionRange.Full) && (_holdsOthers || _isAlwaysVersion);

    public override int Size => Range.BoundCount;

    /// <summary>Whether comparisons can express these values. No comparison with a version holds for a text that is not a version, so other texts can be included only together with all versions.</summary>
    public bool CanBeWritten => !_holdsOthers || _isAlwaysVersion;

    /// <summary>The values of a variable that lie in a range. Those of <c>python_version</c> are given as values of <c>python_full_version</c>, whose first two numbers it is.</summary>
    public static VersionValues Of(MarkerVariable variable, VersionRange range)
        => new(
            variable is MarkerVariable.PythonVersion or MarkerVariable.PythonFullVersion,
            variable == MarkerVariable.PythonVersion ? range.Rounded(ToMinorVersion) : range,
            holdsOthers: false);

    public override MarkerValues And(MarkerValues other)
    {
        var right = (VersionValues)other;
        return new VersionValues(_isAlwaysVersion, Range.And(right.Range), _holdsOthers && right._holdsOthers);
    }

    public override MarkerValues Not() => new VersionValues(_isAlwaysVersion, Range.Not(), !_holdsOthers);

    public override bool Same(MarkerValues other)
        => other is VersionValues right && Range.Equals(right.Range) && (_isAlwaysVersion || _holdsOthers == right._holdsOthers);

    /// <summary>The same values with another range.</summary>
    public VersionValues With(VersionRange range) => new(_isAlwaysVersion, range, _holdsOthers);

    /// <summary>Moves a place between values of <c>python_version</c>, which has two numbers, to before the first full version of the next value.</summary>
    private static VersionCut ToMinorVersion(VersionCut cut)
    {
        if (cut.IsStart || cut.IsEnd)
        {
            return cut;
        }

        LongVersion parts = cut.Version.ToLong();
        if (parts.Epoch is not { IsExact: true, Value: 0 })
        {
            return VersionCut.End;
        }

        VersionNumber major = parts.GetRelease(0);
        VersionNumber minor = parts.GetRelease(1);
        minor = cut.IsAbove(PackageVersion.FromLong(new LongVersion { Release = [major, minor] })) ? minor.Increment() : minor;
        return VersionCut.Before(PackageVersion.FromLong(new LongVersion { Release = [major, minor], Dev = default(VersionNumber) }));
    }
}
