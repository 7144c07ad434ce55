using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Text;
using PipCs.Standards.Toml;

namespace PipCs.Standards.LockFiles;

/// <content>Reading and writing, which follow each other field by field.</content>
public abstract partial record LockedSource
{
    internal abstract TomlTable ToToml();

    private protected static void CheckPlace(string? path, string? url)
    {
        if (string.IsNullOrEmpty(path) && string.IsNullOrEmpty(url))
        {
            throw new LockFileException("path or url must be provided");
        }

        CheckPath(path);
    }

    private protected static void CheckPath(string? path)
    {
        if (path?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw new LockFileException($"Path {PythonText.Repr(path)} has a NUL character", "path");
        }
    }
}

/// <content>Reading and writing.</content>
public sealed partial record LockedVcs
{
    internal static LockedVcs Read(TomlTable table)
    {
        string type = LockFields.RequiredText(table, "type");
        var vcs = new LockedVcs
        {
            Type = type,
            Url = LockFields.Text(table, "url"),
            Path = LockFields.Text(table, "path"),
            RequestedRevision = LockFields.Text(table, "requested-revision"),
            CommitId = LockFields.RequiredText(table, "commit-id"),
            Subdirectory = LockFields.Text(table, "subdirectory"),
        };
        CheckPlace(vcs.Path, vcs.Url);
        return vcs;
    }

    internal override TomlTable ToToml() => new TomlTable().With("type", Type).With("url", Url).With("path", Path)
        .With("requested-revision", RequestedRevision).With("commit-id", CommitId).With("subdirectory", Subdirectory);
}

/// <content>Reading and writing.</content>
public sealed partial record LockedDirectory
{
    internal static LockedDirectory Read(TomlTable table)
    {
        var directory = new LockedDirectory
        {
            Path = LockFields.RequiredText(table, "path"),
            Editable = LockFields.Flag(table, "editable"),
            Subdirectory = LockFields.Text(table, "subdirectory"),
        };
        CheckPath(directory.Path);
        return directory;
    }

    internal override TomlTable ToToml() => new TomlTable().With("path", Path).With("editable", Editable).With("subdirectory", Subdirectory);
}

/// <content>Writing.</content>
public abstract partial record LockedFile
{
    private protected TomlTable HashTable()
    {
        var table = new TomlTable();
        foreach ((string algorithm, string value) in Hashes)
        {
            table.With(algorithm, value);
        }

        return table;
    }
}

/// <content>Reading and writing.</content>
public sealed partial record LockedArchive
{
    internal static LockedArchive Read(TomlTable table)
    {
        var archive = new LockedArchive
        {
            Url = LockFields.Text(table, "url"),
            Path = LockFields.Text(table, "path"),
            Size = LockFields.Integer(table, "size"),
            UploadTime = LockFields.Time(table, "upload-time"),
            Hashes = LockFields.Hashes(table),
            Subdirectory = LockFields.Text(table, "subdirectory"),
        };
        CheckPlace(archive.Path, archive.Url);
        return archive;
    }

    internal override TomlTable ToToml() => new TomlTable().With("url", Url).With("path", Path).With("size", Size)
        .With("upload-time", UploadTime).With("hashes", HashTable()).With("subdirectory", Subdirectory);
}

/// <content>Reading and writing.</content>
public abstract partial record LockedDistribution
{
    // The fields are checked in packaging's order, because the first wrong field is reported.
    [SetsRequiredMembers]
    private protected LockedDistribution(TomlTable table)
    {
        Name = LockFields.Text(table, "name");
        UploadTime = LockFields.Time(table, "upload-time");
        Url = LockFields.Text(table, "url");
        Path = LockFields.Text(table, "path");
        Size = LockFields.Integer(table, "size");
        Hashes = LockFields.Hashes(table);
        CheckPlace(Path, Url);
    }

    internal override TomlTable ToToml() => new TomlTable().With("name", Name).With("upload-time", UploadTime)
        .With("url", Url).With("path", Path).With("size", Size).With("hashes", HashTable());
}

/// <content>Reading.</content>
public sealed partial record LockedSdist
{
    [SetsRequiredMembers]
    internal LockedSdist(TomlTable table)
        : base(table)
    {
    }
}

/// <content>Reading.</content>
public sealed partial record LockedWheel
{
    [SetsRequiredMembers]
    internal LockedWheel(TomlTable table)
        : base(table)
    {
    }
}
