namespace PipCs.Cache.Packages;

/// <summary>What is known of one version of a project, whatever index told it. What is not known is null.</summary>
public sealed record PackageInformation
{
    /// <summary>The project's name as it is written.</summary>
    public required string Name { get; init; }

    /// <summary>The version (PEP 440).</summary>
    public required string Version { get; init; }

    /// <summary>One line that says what it does.</summary>
    public string? Summary { get; init; }

    /// <summary>The URL of its home page.</summary>
    public string? HomePage { get; init; }

    /// <summary>Its licence, as an expression or a name.</summary>
    public string? License { get; init; }

    /// <summary>The Python versions that it runs on (<c>Requires-Python</c>).</summary>
    public string? RequiresPython { get; init; }

    /// <summary>The project's newest version when this was found out.</summary>
    public string? LatestVersion { get; init; }

    /// <summary>What the newest version comes as: <c>wheel</c> or <c>sdist</c>.</summary>
    public string? LatestFileType { get; init; }

    /// <summary>Where and by which rules the newest version was looked for, as an opaque text: to who looks elsewhere it is no answer.</summary>
    public string? LatestFrom { get; init; }

    /// <summary>All versions that may be used, the newest first.</summary>
    public IReadOnlyList<string>? Versions { get; init; }
}
