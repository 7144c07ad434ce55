using PipCs.Installing;
using PipCs.Resolution;

namespace PipCs.Listing;

/// <summary>The options of <c>list</c>.</summary>
public sealed record ListRequest
{
    /// <summary>Whether a virtual environment's view of its base is left out.</summary>
    public bool Local { get; init; }

    /// <summary>Whether only the user's site-packages are listed.</summary>
    public bool User { get; init; }

    /// <summary>Whether only editable installs are listed.</summary>
    public bool Editable { get; init; }

    /// <summary>Whether editable installs are listed.</summary>
    public bool IncludeEditable { get; init; } = true;

    /// <summary>Whether distributions that another one requires are left out.</summary>
    public bool NotRequired { get; init; }

    /// <summary>Projects to leave out, in any spelling.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The folders to list instead of the interpreter's own; empty for the interpreter's own.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The choice among the installed distributions by their newest releases.</summary>
    public ListedReleases Releases { get; init; } = ListedReleases.All;

    /// <summary>The rules by which releases count.</summary>
    public ResolutionOptions Options { get; init; } = new();
}

/// <summary>A choice among installed distributions by the newest release in the index.</summary>
public enum ListedReleases
{
    /// <summary>All distributions; the index is not asked.</summary>
    All,

    /// <summary>Distributions with a newer release (<c>--outdated</c>).</summary>
    Outdated,

    /// <summary>Distributions that are the newest release (<c>--uptodate</c>).</summary>
    UpToDate,
}
