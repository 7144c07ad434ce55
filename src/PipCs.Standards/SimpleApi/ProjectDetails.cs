using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;

namespace PipCs.Standards.SimpleApi;

/// <summary>
/// The data of one project on an index (Simple repository API, JSON of versions 1.0 to 1.4: PEP 691, 700, 708, 714, 740, 792). Immutable.
/// </summary>
/// <remarks>
/// This is the whole document, for programs that examine an index. Installing uses <see cref="Projects.ProjectPage"/>, which has less data, is sorted, and is
/// also made from HTML pages and folders.
/// </remarks>
public sealed record ProjectDetails
{
    /// <summary>The highest version of the API that is read completely. In a later version with the same first number, new members are ignored.</summary>
    public static (int Major, int Minor) NewestApiVersion => (1, 4);

    /// <summary><c>meta.api-version</c>; 1.0 where it is missing.</summary>
    public (int Major, int Minor) ApiVersion { get; init; } = (1, 0);

    /// <summary><c>name</c>, which the specification demands in normal form.</summary>
    public required string Name { get; init; }

    /// <summary><c>versions</c> as written, in no particular order (PEP 700); null where the index is older.</summary>
    public IReadOnlyList<string>? Versions { get; init; }

    /// <summary><c>meta.tracks</c>: the pages of the projects on other indexes that this project stands for (PEP 708).</summary>
    public IReadOnlyList<string> Tracks { get; init; } = [];

    /// <summary><c>alternate-locations</c>: other pages of the same project (PEP 708).</summary>
    public IReadOnlyList<string> AlternateLocations { get; init; } = [];

    /// <summary><c>project-status</c> (PEP 792); active where it is missing.</summary>
    public ProjectStatus Status { get; init; }

    /// <summary>The reason for the project's status; null where none is given.</summary>
    public string? StatusReason { get; init; }

    /// <summary><c>files</c>, in the order of the document.</summary>
    public required IReadOnlyList<FileDetails> Files { get; init; }

    /// <summary>Whether the index speaks a later version than <see cref="NewestApiVersion"/>, of which a tool should warn.</summary>
    public bool IsNewerMinorVersion => ApiVersion.Minor > NewestApiVersion.Minor;

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not JSON, or not as the specification has it, or of another major version; the message names the place.</exception>
    public static ProjectDetails Parse(ReadOnlySpan<byte> utf8Json) => new ProjectDetailsReader(utf8Json).Read();

    /// <summary>Reads a document; gives the message of <see cref="Parse"/> where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out ProjectDetails? result, [NotNullWhen(false)] out string? error)
        => DocumentParsing.TryParse(utf8Json, Parse, out result, out error);
}

/// <summary>The status of a project on an index (PEP 792).</summary>
public enum ProjectStatus
{
    /// <summary><c>active</c>: all is allowed.</summary>
    Active,

    /// <summary><c>archived</c>: no new files are expected.</summary>
    Archived,

    /// <summary><c>quarantined</c>: unsafe; nothing is offered for installing.</summary>
    Quarantined,

    /// <summary><c>deprecated</c>: obsolete, perhaps with a successor.</summary>
    Deprecated,

    /// <summary>A status that the specification did not have when this was written.</summary>
    Other,
}
