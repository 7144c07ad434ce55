using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Projects;

/// <summary>
/// The data of the indexes about one project: its versions in ascending order, each with its files (Simple
/// repository API, PEP 503, 691, 700). It is stored as columns of bytes, and a value is decoded when it is asked for.
/// Immutable and thread-safe. As in pip, files whose names have no version are left out. Made by
/// <see cref="ProjectPageBuilder"/>; the files of a version keep the order in which they were added.
/// </summary>
public sealed class ProjectPage
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly PageLayout _layout;
    private string[]? _requiresPythonTexts;

    private ProjectPage(ProjectName project, ReadOnlyMemory<byte> bytes, PageLayout layout)
    {
        Project = project;
        _bytes = bytes;
        _layout = layout;
    }

    /// <summary>The project.</summary>
    public ProjectName Project { get; }

    /// <summary>The bytes of the page, for storing; <see cref="TryRead"/> reads them.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>How many versions there are.</summary>
    public int VersionCount => _layout.VersionCount;

    /// <summary>How many files there are.</summary>
    public int FileCount => _layout.FileCount;

    /// <summary>The distinct texts of Requires-Python, to which <see cref="ProjectFile.RequiresPythonId"/> refers, so that each need be evaluated only once.</summary>
    public IReadOnlyList<string> RequiresPythonTexts => _requiresPythonTexts ??= ReadTable(_layout.RequiresPythonTable, _layout.RequiresPythonCount);

    /// <summary>How many distinct compressed tag sets the wheels have.</summary>
    public int TagSetCount => _layout.TagSetCount;

    /// <summary>The columns for code that goes through many versions and files.</summary>
    public ProjectColumns Columns => new(_bytes.Span, _layout);

    /// <summary>Reads the bytes of a page. Only their layout is checked; the caller must know that they are a page's.</summary>
    /// <param name="project">The project.</param>
    /// <param name="bytes">The bytes from <see cref="Bytes"/>; kept, not copied.</param>
    /// <param name="page">The page.</param>
    public static bool TryRead(ProjectName project, ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ProjectPage? page)
    {
        page = null;
        var span = bytes.Span;
        if (span.Length < PageLayout.HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(span) != PageLayout.Magic)
        {
            return false;
        }

        for (var at = 4; at < PageLayout.HeaderSize; at += 4)
        {
            if ((uint)ReadInt32(span, at) > 1 << 22 && at != PageLayout.HeaderSize - 4)
            {
                return false;
            }
        }

        var layout = new PageLayout(ReadInt32(span, 4), ReadInt32(span, 8), ReadInt32(span, 12), ReadInt32(span, 16), ReadInt32(span, 20));
        if (layout.Length != span.Length)
        {
            return false;
        }

        page = new ProjectPage(project, bytes, layout);
        return true;
    }

    /// <summary>A compressed tag set in UTF-8, by its <see cref="ProjectFile.TagsId"/>.</summary>
    public ReadOnlySpan<byte> GetTagSet(int tagsId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)tagsId, (uint)_layout.TagSetCount, nameof(tagsId));
        return TextBytes(Int32(_layout.TagSetTable, tagsId));
    }

    /// <summary>A version; ascending with the index.</summary>
    public PackageVersion GetVersion(int versionIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)versionIndex, (uint)_layout.VersionCount, nameof(versionIndex));
        _ = PackageVersion.TryParse(TextBytes(Int32(_layout.VersionTexts, versionIndex)), out var version);
        return version;
    }

    /// <summary>A version's <see cref="PackageVersion.SortKey"/>, without reading the version; 0 where only the long form compares.</summary>
    public ulong GetSortKey(int versionIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)versionIndex, (uint)_layout.VersionCount, nameof(versionIndex));
        return Columns.GetSortKey(versionIndex);
    }

    /// <summary>Whether a version is a pre-release or development release.</summary>
    public bool IsPrerelease(int versionIndex) => (GetSortKey(versionIndex) is not 0 and var key ? PackageVersion.OfKey(key) : GetVersion(versionIndex)).IsPrerelease;

    /// <summary>The files of a version, as positions for <see cref="GetFile"/>.</summary>
    public (int First, int Count) GetFiles(int versionIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)versionIndex, (uint)_layout.VersionCount, nameof(versionIndex));
        return Columns.GetFiles(versionIndex);
    }

    /// <summary>A file.</summary>
    public ProjectFile GetFile(int fileIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)fileIndex, (uint)_layout.FileCount, nameof(fileIndex));
        return new(this, fileIndex);
    }

    /// <summary>The version index of a file.</summary>
    public int GetVersionIndex(int fileIndex)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)fileIndex, (uint)_layout.FileCount, nameof(fileIndex));
        var low = 0;
        var high = _layout.VersionCount - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Int32(_layout.FirstFiles, middle) <= fileIndex)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    internal ref readonly PageLayout Layout => ref _layout;

    internal ReadOnlySpan<byte> Span => _bytes.Span;

    internal int Int32(int column, int index) => ReadInt32(_bytes.Span, column + (4 * index));

    internal long Int64(int column, int index) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[(column + (8 * index))..]);

    internal string Text(int offset) => Encoding.UTF8.GetString(TextBytes(offset));

    internal ReadOnlySpan<byte> TextBytes(int offset)
    {
        var span = _bytes.Span[(_layout.Texts + offset)..];
        var length = 0;
        var at = 0;
        byte part;
        do
        {
            part = span[at];
            length |= (part & 0x7F) << (7 * at++);
        }
        while (part >= 0x80);
        return span.Slice(at, length);
    }

    private static int ReadInt32(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadInt32LittleEndian(span[at..]);

    private string[] ReadTable(int column, int count)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = Text(Int32(column, i));
        }

        return texts;
    }
}
