using PipCs.Standards.FileNames;
using PipCs.Standards.Names;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Toml;
using PipCs.Standards.Versions;

namespace PipCs.Standards.LockFiles;

/// <content>Reading and checking.</content>
public sealed partial record LockedPackage
{
    internal static LockedPackage Read(TomlTable table)
    {
        string name = LockFields.Parse(LockFields.RequiredText(table, "name"), "name", LockFields.NormalizedName);
        string? version = LockFields.Text(table, "version");
        PackageVersion? parsedVersion = version is null ? null : LockFields.Parse(version, "version", text => PackageVersion.Parse(text));
        string? requiresPython = LockFields.Text(table, "requires-python");
        SpecifierSet? parsedRequiresPython = requiresPython is null ? null : LockFields.Parse(requiresPython, "requires-python", text => SpecifierSet.Parse(text));
        IReadOnlyList<TomlTable>? dependencies = LockFields.List<TomlTable>(table, "dependencies", "Mapping");
        string? marker = LockFields.Text(table, "marker");
        var package = new LockedPackage
        {
            Name = ProjectName.Normalize(name),
            Version = parsedVersion,
            RequiresPython = parsedRequiresPython,
            Dependencies = dependencies,
            Marker = marker is null ? null : LockFields.Parse(marker, "marker", text => Markers.Marker.Parse(text)),
            Vcs = LockFields.Object(table, "vcs", LockedVcs.Read),
            Directory = LockFields.Object(table, "directory", LockedDirectory.Read),
            Archive = LockFields.Object(table, "archive", LockedArchive.Read),
            Index = LockFields.Text(table, "index"),
            Sdist = LockFields.Object(table, "sdist", static sdist => new LockedSdist(sdist)),
            Wheels = LockFields.Objects(table, "wheels", static wheel => new LockedWheel(wheel)),
            AttestationIdentities = LockFields.List<TomlTable>(table, "attestation-identities", "Mapping"),
            Tool = LockFields.Table(table, "tool"),
        };
        package.Check();
        return package;
    }

    private void Check()
    {
        int direct = (Vcs is null ? 0 : 1) + (Directory is null ? 0 : 1) + (Archive is null ? 0 : 1);
        if (!IsDirect && direct > 0)
        {
            throw new LockFileException("None of vcs, directory, archive must be set if sdist or wheels are set");
        }

        if (IsDirect && direct != 1)
        {
            throw new LockFileException("Exactly one of vcs, directory, archive must be set if sdist and wheels are not set");
        }

        for (int i = 0; i < Wheels?.Count; i++)
        {
            string fileName = Wheels[i].FileName;
            _ = WheelFileName.TryParse(fileName, out WheelFileName? wheel);
            CheckFileName("wheel", fileName, wheel?.Project, wheel?.Version, $"wheels[{i}]");
        }

        if (Sdist is not null)
        {
            _ = SdistFileName.TryParse(Sdist.FileName, out SdistFileName? sdist);
            CheckFileName("sdist", Sdist.FileName, sdist?.Project, sdist?.Version, "sdist");
        }

        for (int i = 0; i < AttestationIdentities?.Count; i++)
        {
            LockFields.Within(AttestationIdentities[i], $"attestation-identities[{i}]", identity => LockFields.RequiredText(identity, "kind"));
        }
    }

    private void CheckFileName(string kind, string fileName, ProjectName? project, PackageVersion? version, string context)
    {
        if (fileName.Length == 0)
        {
            throw new LockFileException($"Cannot determine {kind} filename");
        }

        string shown = PythonValue.Repr(fileName);
        if (project is null)
        {
            throw new LockFileException($"Invalid {kind} filename {shown}", context);
        }

        if (project != Name)
        {
            throw new LockFileException($"Name in {shown} is not consistent with package name {PythonValue.Repr(Name.Value)}", context);
        }

        if (Version is { } expected && version != expected)
        {
            throw new LockFileException($"Version in {shown} is not consistent with package version {PythonValue.Repr(expected.ToString())}", context);
        }
    }
}
