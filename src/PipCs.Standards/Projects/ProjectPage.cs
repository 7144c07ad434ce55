using PipCs.Standards.Names;
using PipCs.Standards.Versions;

namespace PipCs.Standards.Projects;

/// <summary>
/// What the indexes say of one project: its versions in ascending order, each with its files (Simple
/// repository API, PEP 503, 691, 700). Columns over bytes: a value is decoded when it is asked for.
/// Immutable and thread-safe. Files whose name gives no version are left out, as pip does.
/// </summary>
public sealed partial class ProjectPage
{
    /// <summary>The project.</summary>
    public ProjectName Project => throw new NotImplementedException();

    /// <summary>How many versions there are.</summary>
    public int VersionCount => throw new NotImplementedException();

    /// <summary>A version; ascending with the index.</summary>
    public PackageVersion GetVersion(int versionIndex) => throw new NotImplementedException();

    /// <summary>The files of a version, as positions for <see cref="GetFile"/>.</summary>
    public (int First, int Count) GetFiles(int versionIndex) => throw new NotImplementedException();

    /// <summary>How many files there are.</summary>
    public int FileCount => throw new NotImplementedException();

    /// <summary>A file.</summary>
    public ProjectFile GetFile(int fileIndex) => new(this, fileIndex);

    /// <summary>The distinct texts of Requires-Python, which <see cref="ProjectFile.RequiresPythonId"/> points into: each need be judged only once.</summary>
    public IReadOnlyList<string> RequiresPythonTexts => throw new NotImplementedException();

    /// <summary>The distinct compressed tag sets of the wheels, which <see cref="ProjectFile.TagsId"/> points into.</summary>
    public IReadOnlyList<string> TagSets => throw new NotImplementedException();
}
