using PipCs.Standards.Versions;

namespace PipCs.Standards.Projects;

/// <summary>What kind of distribution a file is.</summary>
public enum DistributionKind : byte
{
    /// <summary>A wheel.</summary>
    Wheel,

    /// <summary>A source distribution.</summary>
    Sdist,
}

/// <summary>One file of a <see cref="ProjectPage"/>: a position in its columns. The default value is of no page.</summary>
public readonly partial record struct ProjectFile(ProjectPage Page, int Index)
{
    /// <summary>Wheel or sdist.</summary>
    public DistributionKind Kind => throw new NotImplementedException();

    /// <summary>The file name, decoded from its URL.</summary>
    public string FileName => throw new NotImplementedException();

    /// <summary>The version that its name gives.</summary>
    public PackageVersion Version => throw new NotImplementedException();

    /// <summary>The absolute URL without fragment (<c>file:</c> for a local file).</summary>
    public string Url => throw new NotImplementedException();

    /// <summary>The index page, find-links page or folder that names the file, for messages.</summary>
    public string ComesFrom => throw new NotImplementedException();

    /// <summary>A position in <see cref="ProjectPage.RequiresPythonTexts"/>, or -1.</summary>
    public int RequiresPythonId => throw new NotImplementedException();

    /// <summary>A position in <see cref="ProjectPage.TagSets"/>, or -1 for an sdist.</summary>
    public int TagsId => throw new NotImplementedException();

    /// <summary>The wheel's build tag as written, or null.</summary>
    public string? Build => throw new NotImplementedException();

    /// <summary>Whether it is yanked (PEP 592).</summary>
    public bool IsYanked => throw new NotImplementedException();

    /// <summary>Why it was yanked; null where nothing is said.</summary>
    public string? YankedReason => throw new NotImplementedException();

    /// <summary>The hashes as <c>algorithm:hex</c> (usually one, sha256).</summary>
    public IReadOnlyList<string> Hashes => throw new NotImplementedException();

    /// <summary>The SHA-256 in lower-case hexadecimal, or null.</summary>
    public string? Sha256 => throw new NotImplementedException();

    /// <summary>Whether the index serves the metadata beside the file (PEP 658, 714).</summary>
    public bool HasMetadata => throw new NotImplementedException();

    /// <summary>The SHA-256 of that metadata in lower-case hexadecimal, or null.</summary>
    public string? MetadataSha256 => throw new NotImplementedException();

    /// <summary>The size in bytes, or -1 (PEP 700).</summary>
    public long Size => throw new NotImplementedException();

    /// <summary>The time of upload, or null (PEP 700).</summary>
    public DateTimeOffset? UploadTime => throw new NotImplementedException();
}
