namespace PipCs.Cache.Packages;

/// <summary>Information about one version of a project, independent of the index. Unknown values are null.</summary>
public sealed record PackageInformation
{
    /// <summary>The project's name as it is written.</summary>
    public required string Name { get; init; }

    /// <summary>The version (PEP 440).</summary>
    public required string Version { get; init; }

    /// <summary>A one-line description.</summary>
    public string? Summary { get; init; }

    /// <summary>The URL of its home page.</summary>
    public string? HomePage { get; init; }

    /// <summary>Its licence, as an expression or a name.</summary>
    public string? License { get; init; }

    /// <summary>The Python versions that it runs on (<c>Requires-Python</c>).</summary>
    public string? RequiresPython { get; init; }

    /// <summary>The project's newest version when this was found out.</summary>
    public string? LatestVersion { get; init; }

    /// <summary>The kind of file of the newest version: <c>wheel</c> or <c>sdist</c>.</summary>
    public string? LatestFileType { get; init; }

    /// <summary>An opaque text for the indexes and rules by which the newest version was found. It is valid only for a search with the same ones.</summary>
    public string? LatestFrom { get; init; }

    /// <summary>All versions that may be used, the newest first.</summary>
    public IReadOnlyList<string>? Versions { get; init; }
}
