using PipCs.Standards.Toml;

namespace PipCs.Standards.LockFiles;

/// <content>Writing, in packaging's order of keys.</content>
public sealed partial record LockFile
{
    /// <summary>The file as a TOML document.</summary>
    public TomlTable ToToml() => new TomlTable()
        .With("lock-version", LockVersion.ToString())
        .With("environments", Environments?.Select(object (marker) => marker.ToString()).ToList())
        .With("requires-python", RequiresPython?.ToString())
        .With("extras", Extras?.ToList<object>())
        .With("dependency-groups", DependencyGroups?.ToList<object>())
        .With("default-groups", DefaultGroups?.ToList<object>())
        .With("created-by", CreatedBy)
        .With("packages", Packages.Select(object (package) => package.ToToml()).ToList())
        .With("tool", Tool);
}

/// <content>Writing, in packaging's order of keys.</content>
public sealed partial record LockedPackage
{
    internal TomlTable ToToml() => new TomlTable()
        .With("name", Name.Value)
        .With("version", Version?.ToString())
        .With("marker", Marker?.ToString())
        .With("requires-python", RequiresPython?.ToString())
        .With("dependencies", Dependencies?.ToList<object>())
        .With("vcs", Vcs?.ToToml())
        .With("directory", Directory?.ToToml())
        .With("archive", Archive?.ToToml())
        .With("index", Index)
        .With("sdist", Sdist?.ToToml())
        .With("wheels", Wheels?.Select(object (wheel) => wheel.ToToml()).ToList())
        .With("attestation-identities", AttestationIdentities?.ToList<object>())
        .With("tool", Tool);
}
