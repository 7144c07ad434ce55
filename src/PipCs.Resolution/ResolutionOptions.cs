namespace PipCs.Resolution;

/// <summary>The rules by which candidates may be used, as the options of a command give them. One record, carried from the command to the solver.</summary>
public sealed record ResolutionOptions
{
    /// <summary>The installed distributions to upgrade.</summary>
    public UpgradeStrategy Upgrade { get; init; } = UpgradeStrategy.ToSatisfyOnly;

    /// <summary>Whether installed distributions are installed again (<c>--force-reinstall</c>).</summary>
    public bool ForceReinstall { get; init; }

    /// <summary>Whether dependencies are left out (<c>--no-deps</c>).</summary>
    public bool IgnoreDependencies { get; init; }

    /// <summary>Whether Requires-Python is disregarded.</summary>
    public bool IgnoreRequiresPython { get; init; }

    /// <summary>Whether an older wheel is preferred over a newer sdist.</summary>
    public bool PreferBinary { get; init; }

    /// <summary>The kinds of distribution that may be used, by project.</summary>
    public FormatControl Formats { get; init; } = FormatControl.Any;

    /// <summary>The projects for which pre-releases are wanted.</summary>
    public ReleaseControl Releases { get; init; } = ReleaseControl.Default;

    /// <summary>Whether every requirement must come with hashes: true and false for <c>--require-hashes</c> and <c>--no-require-hashes</c>; null where the requirements decide.</summary>
    public bool? RequireHashes { get; init; }

    /// <summary>The time after which an uploaded file is not considered; null for any.</summary>
    public DateTimeOffset? UploadedPriorTo { get; init; }
}
