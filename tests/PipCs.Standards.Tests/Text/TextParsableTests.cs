using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Standards.FileNames;
using PipCs.Standards.Licenses;
using PipCs.Standards.Markers;
using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Tags;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Tests.Text;

/// <summary>Every value that is read from a text is read alike by all of .NET's interfaces.</summary>
public sealed class TextParsableTests
{
    [Fact]
    public void Version_reads_through_every_interface() => Check<PackageVersion>("1.0RC1", "1.0-");

    [Fact]
    public void Specifier_reads_through_every_interface() => Check<Specifier>(">= 1.0", "1.0");

    [Fact]
    public void SpecifierSet_reads_through_every_interface() => Check<SpecifierSet>(">=1.0,<2", ">=1.0 <2");

    [Fact]
    public void Requirement_reads_through_every_interface() => Check<Requirement>("a[b]>=1; os_name == 'é'", "a b");

    [Fact]
    public void Marker_reads_through_every_interface() => Check<Marker>("os_name == 'nt'", "os_name");

    [Fact]
    public void ProjectName_reads_through_every_interface() => Check<ProjectName>("A_b", "-a");

    [Fact]
    public void WheelFileName_reads_through_every_interface() => Check<WheelFileName>("a-1.0-py3-none-any.whl", "a-1.0.whl");

    [Fact]
    public void SdistFileName_reads_through_every_interface() => Check<SdistFileName>("a-1.0.tar.gz", "a.tar.gz");

    [Fact]
    public void TagSet_reads_through_every_interface() => Check<TagSet>("py2.py3-none-any", "py3-none");

    [Fact]
    public void LicenseExpression_reads_through_every_interface() => Check<LicenseExpression>("mit or apache-2.0", "mit or");

    private static void Check<T>(string valid, string invalid)
        where T : ISpanParsable<T>, IUtf8SpanParsable<T>
    {
        T value = FromText<T>(valid);
        Assert.Equal(value, T.Parse(valid.AsSpan(), null));
        Assert.Equal(value, T.Parse(Encoding.UTF8.GetBytes(valid), null));
        Assert.True(IsText<T>(valid, out T? read) && value.Equals(read));
        Assert.True(T.TryParse(valid.AsSpan(), null, out read) && value.Equals(read));
        Assert.True(T.TryParse(Encoding.UTF8.GetBytes(valid), null, out read) && value.Equals(read));

        string message = Assert.Throws<FormatException>(() => FromText<T>(invalid)).Message;
        Assert.NotEmpty(message);
        Assert.Equal(message, Assert.Throws<FormatException>(() => T.Parse(invalid.AsSpan(), null)).Message);
        Assert.Equal(message, Assert.Throws<FormatException>(() => T.Parse(Encoding.UTF8.GetBytes(invalid), null)).Message);
        Assert.False(IsText<T>(invalid, out _));
        Assert.False(T.TryParse(invalid.AsSpan(), null, out _));
        Assert.False(T.TryParse(Encoding.UTF8.GetBytes(invalid), null, out _));
        Assert.False(IsText<T>(null, out _));
        Assert.Throws<ArgumentNullException>(() => FromText<T>(null!));
    }

    private static T FromText<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);

    private static bool IsText<T>(string? text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => T.TryParse(text, null, out value);
}
