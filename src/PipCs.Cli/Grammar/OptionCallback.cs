namespace PipCs.Cli.Grammar;

/// <summary>The ways in which an option understands its value where storing it is not enough.</summary>
internal enum OptionCallback
{
    /// <summary>None.</summary>
    None,

    /// <summary><c>--no-cache-dir</c>.</summary>
    NoCacheDir,

    /// <summary><c>--python-version</c>.</summary>
    PythonVersion,

    /// <summary><c>--src</c>.</summary>
    Src,

    /// <summary><c>--config-settings</c>.</summary>
    ConfigSettings,

    /// <summary><c>--group</c>.</summary>
    DependencyGroup,

    /// <summary><c>--all-releases</c>.</summary>
    AllReleases,

    /// <summary><c>--only-final</c>.</summary>
    OnlyFinal,

    /// <summary><c>--no-binary</c>.</summary>
    NoBinary,

    /// <summary><c>--only-binary</c>.</summary>
    OnlyBinary,

    /// <summary><c>--refresh-package</c>.</summary>
    RefreshPackage,

    /// <summary><c>--uploaded-prior-to</c>.</summary>
    UploadedPriorTo,
}
