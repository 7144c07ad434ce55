using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using PipCs.Archives;
using PipCs.Archives.Zip;
using PipCs.Diagnostics;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Recording;
using PipCs.Standards.Versions;

namespace PipCs.Store.Unpacking;

/// <summary>The metadata of a wheel about itself, with pip's checks (Binary distribution format; pip's <c>utils/wheel.py</c>).</summary>
internal sealed class WheelContent
{
    internal required string DistInfoName { get; init; }

    internal required bool RootIsPurelib { get; init; }

    internal required string NewerWheelVersion { get; init; }

    internal required string MetadataSha256 { get; init; }

    internal required List<EntryPoint> ScriptEntryPoints { get; init; }

    internal required RecordTable Record { get; init; }

    /// <summary>Reads and checks the metadata.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The metadata contradicts the file name, or pip would refuse the wheel.</exception>
    internal static WheelContent Read(WheelRequest request, ZipEntry[] entries, List<WheelFile> files, Func<WheelFile, byte[]> readFile, byte[]? record)
    {
        var project = request.FileName.Project.Value;
        var distInfo = FindDistInfo(project, entries);
        var wheelPath = $"{distInfo}/WHEEL";
        var wheelBytes = Find(files, wheelPath) is >= 0 and var wheelIndex ? readFile(files[wheelIndex]) : throw Errors.MissingFile(project, wheelPath);
        if (!Utf8.IsValid(wheelBytes))
        {
            throw Errors.UndecodableFile(project, wheelPath);
        }

        var wheel = WheelMetadata.TryParse(wheelBytes, out var read, out var error) ? read : throw Errors.InvalidWheelFile(project, error);
        var newer = CheckWheelVersion(project, wheel.WheelVersion);
        var metadataPath = $"{distInfo}/METADATA";
        var metadataIndex = Find(files, metadataPath);
        var metadata = metadataIndex >= 0 ? readFile(files[metadataIndex]) : throw Errors.MissingFile(project, metadataPath);
        if (CoreMetadata.DescribeUndecodable(metadata) is { } problem)
        {
            throw Errors.UndecodableMetadata(request.Location, problem);
        }

        CheckMetadata(request, CoreMetadata.Parse(metadata));
        return new()
        {
            DistInfoName = distInfo,
            RootIsPurelib = wheel.RootIsPurelib,
            NewerWheelVersion = newer,
            MetadataSha256 = Convert.ToHexStringLower(SHA256.HashData(metadata)),
            ScriptEntryPoints = ReadEntryPoints(project, files, $"{distInfo}/entry_points.txt", readFile),
            Record = ReadRecord(project, $"{distInfo}/RECORD", record),
        };
    }

    /// <summary>The position of the file with this path, or -1. The search starts at the end, because wheels have their metadata there.</summary>
    internal static int Find(List<WheelFile> files, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        for (var i = files.Count - 1; i >= 0; i--)
        {
            if (files[i].Entry.NameBytes.Span.SequenceEqual(bytes))
            {
                return i;
            }
        }

        return -1;
    }

    private static string FindDistInfo(string project, ZipEntry[] entries)
    {
        var found = new List<string>();
        foreach (var entry in entries)
        {
            var name = entry.NameBytes.Span;
            var slash = name.IndexOf((byte)'/');
            var top = slash < 0 ? name : name[..slash];
            if (top.EndsWith(".dist-info"u8) && Encoding.UTF8.GetString(top) is var text && !found.Contains(text))
            {
                found.Add(text);
            }
        }

        return found.Count switch
        {
            0 => throw Errors.NoDistInfo(project),
            1 when ProjectName.Normalize(found[0]).Value.StartsWith(project, StringComparison.Ordinal) => found[0],
            1 => throw Errors.ForeignDistInfo(project, found[0]),
            _ => throw Errors.SeveralDistInfos(project, found),
        };
    }

    /// <summary>The version where it is newer than 1.0 but still compatible; else an empty text.</summary>
    private static string CheckWheelVersion(string project, IReadOnlyList<int> numbers)
    {
        var text = string.Join('.', numbers);
        if (numbers[0] > 1)
        {
            throw Errors.IncompatibleWheelVersion(project, text);
        }

        // (1, 0, 0) > (1, 0), as Python compares tuples.
        return numbers[0] == 1 && (numbers.Count > 2 || (numbers.Count == 2 && numbers[1] > 0)) ? text : "";
    }

    private static void CheckMetadata(WheelRequest request, CoreMetadata metadata)
    {
        var name = metadata.GetFirst("Name");
        if (name is null || ProjectName.Normalize(name.Trim()) != request.FileName.Project)
        {
            throw Errors.InconsistentMetadata(request.Description, "name", request.FileName.Project.Value, name is null ? "" : ProjectName.Normalize(name.Trim()).Value);
        }

        var version = metadata.GetFirst("Version")?.Trim() ?? "";
        if (!PackageVersion.TryParse(version.AsSpan(), out var parsed))
        {
            throw Errors.InvalidMetadata(request.Description, $"Invalid version: '{version}'");
        }

        if (parsed != request.FileName.Version)
        {
            throw Errors.InconsistentMetadata(request.Description, "version", request.FileName.Version.ToString(), parsed.ToString());
        }
    }

    private static List<EntryPoint> ReadEntryPoints(string project, List<WheelFile> files, string path, Func<WheelFile, byte[]> readFile)
    {
        var scripts = new List<EntryPoint>();
        if (Find(files, path) is >= 0 and var index)
        {
            try
            {
                foreach (var entryPoint in EntryPointsFile.Read(readFile(files[index])))
                {
                    if (entryPoint.Group is "console_scripts" or "gui_scripts")
                    {
                        if (entryPoint.Name.Contains('\0', StringComparison.Ordinal))
                        {
                            throw Errors.InvalidEntryPoints(project, path, $"{PythonRepr.Quote(entryPoint.Name)} has a NUL character");
                        }

                        scripts.Add(entryPoint);
                    }
                }
            }
            catch (FormatException problem)
            {
                throw Errors.InvalidEntryPoints(project, path, problem.Message);
            }
        }

        return scripts;
    }

    private static RecordTable ReadRecord(string project, string path, byte[]? record)
    {
        if (record is null)
        {
            throw Errors.MissingFile(project, path);
        }

        return Utf8.IsValid(record) ? RecordFile.ReadTable(record) : throw Errors.UndecodableFile(project, path);
    }

    /// <summary>Checks every path, and leaves out RECORD and the first of two equal members.</summary>
    /// <returns>The files, and the tree, in which the number of each file is its position.</returns>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">A path leads outside, or two clash.</exception>
    internal static (List<WheelFile> Files, MemberTree Tree, List<int> FolderOf) CheckPaths(WheelRequest request, ZipEntry[] entries, List<WheelFile> all)
    {
        // RECORD is not among the files, but no other member may have its path.
        const int RecordNumber = int.MaxValue;
        var tree = new MemberTree();
        var files = new List<WheelFile>(all.Count);
        var folderOf = new List<int>(all.Count);
        WheelFile? record = null;
        foreach (var file in all)
        {
            ref readonly var entry = ref file.Entry;
            var isRecord = file.Member.Kind == UnpackedKind.Record;
            var folder = 0;
            var problem = entry.IsSymbolicLink ? MemberProblem.None : tree.AddFile(entry.NameBytes, isRecord ? RecordNumber : files.Count, out folder);
            if (entry.IsSymbolicLink || problem is not (MemberProblem.None or MemberProblem.Duplicate))
            {
                throw Refuse(request, entry, problem);
            }

            if (problem == MemberProblem.Duplicate)
            {
                // Some old build tools wrote a file twice. pip installs the last one.
                _ = tree.TryFindFile(entry.NameBytes, out var equal);
                RequireEqual(request, isRecord ? record!.Value : files[equal], file);
                if (!isRecord)
                {
                    files[equal] = file;
                }
            }
            else if (isRecord)
            {
                record = file;
            }
            else
            {
                files.Add(file);
                folderOf.Add(folder);
            }
        }

        foreach (var entry in entries)
        {
            if (entry.IsDirectory && tree.AddFolder(entry.NameBytes) is var problem and not MemberProblem.None)
            {
                throw Refuse(request, entry, problem);
            }
        }

        return (files, tree, folderOf);
    }

    private static void RequireEqual(WheelRequest request, in WheelFile first, in WheelFile second)
    {
        if (first.Entry.Crc != second.Entry.Crc || first.Entry.Size != second.Entry.Size)
        {
            throw Refuse(request, second.Entry, MemberProblem.Duplicate);
        }
    }

    private static Diagnostics.UserErrorException Refuse(WheelRequest request, ZipEntry entry, MemberProblem problem) => problem switch
    {
        MemberProblem.Absolute or MemberProblem.Parent => Errors.PathOutside(request.Location, entry.Name),
        MemberProblem.None => Errors.UnsafePath(request.Location, entry.Name, "it is a symbolic link"),
        MemberProblem.Duplicate => Errors.UnsafePath(request.Location, entry.Name, "two different files have this name"),
        MemberProblem.FileAndFolder => Errors.UnsafePath(request.Location, entry.Name, "it is a file and a folder"),
        MemberProblem.TooLong => Errors.UnsafePath(request.Location, entry.Name[..Math.Min(200, entry.Name.Length)], "its name is too long"),
        MemberProblem.Backslash => Errors.UnsafePath(request.Location, entry.Name, "its name has a backslash"),
        MemberProblem.ZeroByte => Errors.UnsafePath(request.Location, entry.Name.Replace('\0', '?'), "its name has a zero byte"),
        _ => Errors.UnsafePath(request.Location, entry.Name, "its name has an empty part"),
    };
}
