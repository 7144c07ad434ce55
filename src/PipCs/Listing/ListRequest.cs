using PipCs.Installing;
using PipCs.Resolution;

namespace PipCs.Listing;

/// <summary>What <c>pip list</c> is asked for.</summary>
public sealed record ListRequest
{
    /// <summary>Leave out what a virtual environment sees of its base.</summary>
    public bool Local { get; init; }

    /// <summary>Only what lies in the user's site-packages.</summary>
    public bool User { get; init; }

    /// <summary>Only editable installs.</summary>
    public bool Editable { get; init; }

    /// <summary>Editable installs too; false leaves them out.</summary>
    public bool IncludeEditable { get; init; } = true;

    /// <summary>Leave out what another distribution requires.</summary>
    public bool NotRequired { get; init; }

    /// <summary>Projects to leave out, in any spelling.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The folders to list instead of the interpreter's; empty for these.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Which of them, by what the index has.</summary>
    public ListedReleases Releases { get; init; } = ListedReleases.All;

    /// <summary>Which releases count.</summary>
    public ResolutionOptions Options { get; init; } = new();
}

/// <summary>What is listed, by the newest release that the index has.</summary>
public enum ListedReleases
{
    /// <summary>Everything; the index is not asked.</summary>
    All,

    /// <summary>What has a newer release (<c>--outdated</c>).</summary>
    Outdated,

    /// <summary>What is the newest release (<c>--uptodate</c>).</summary>
    UpToDate,
}
