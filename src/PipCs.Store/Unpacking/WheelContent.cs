using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using PipCs.Archives;
using PipCs.Archives.Zip;
using PipCs.Standards.EntryPoints;
using PipCs.Standards.Metadata;
using PipCs.Standards.Names;
using PipCs.Standards.Recording;
using PipCs.Standards.Versions;

namespace PipCs.Store.Unpacking;

/// <summary>What a wheel says of itself, checked as pip checks it (Binary distribution format; pip's <c>utils/wheel.py</c>).</summary>
internal sealed class WheelContent
{
    internal required string DistInfoName { get; init; }

    internal required bool RootIsPurelib { get; init; }

    internal required string NewerWheelVersion { get; init; }

    internal required string MetadataSha256 { get; init; }

    internal required List<EntryPoint> ScriptEntryPoints { get; init; }

    internal required List<RecordEntry> Record { get; init; }

    /// <summary>Reads and checks.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">It is not what its name says, or is no wheel that pip takes.</exception>
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

    /// <summary>The position of the file with this path, or -1. From the end, where wheels have their metadata.</summary>
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

    /// <summary>The version where it is newer than 1.0 and yet compatible; else nothing.</summary>
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

    private static List<RecordEntry> ReadRecord(string project, string path, byte[]? record)
    {
        if (record is null)
        {
            throw Errors.MissingFile(project, path);
        }

        return Utf8.IsValid(record) ? RecordFile.Read(record) : throw Errors.UndecodableFile(project, path);
    }

    /// <summary>Checks every path, and drops the first of two equal members.</summary>
    /// <returns>For each file, the position of its folder in the tree.</returns>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">A path leads outside, or two clash.</exception>
    internal static (MemberTree Tree, List<int> FolderOf) CheckPaths(WheelRequest request, ZipEntry[] entries, List<WheelFile> files)
    {
        var tree = new MemberTree();
        var folderOf = new List<int>(files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            var entry = files[i].Entry;
            var problem = entry.IsSymbolicLink ? MemberProblem.None : tree.AddFile(entry.NameBytes, out _);
            if (problem == MemberProblem.Duplicate && FindEqual(files, i) is >= 0 and var equal)
            {
                // Some old build tools wrote a file twice. The last one is what pip installs.
                files[equal] = files[i];
                files.RemoveAt(i--);
                continue;
            }

            if (entry.IsSymbolicLink || problem != MemberProblem.None)
            {
                throw Refuse(request, entry, problem);
            }
        }

        foreach (var entry in entries)
        {
            if (entry.IsDirectory && tree.AddFolder(entry.NameBytes) is var problem and not MemberProblem.None)
            {
                throw Refuse(request, entry, problem);
            }
        }

        foreach (var file in files)
        {
            folderOf.Add(tree.FindFolderOf(file.Entry.NameBytes));
        }

        return (tree, folderOf);
    }

    private static int FindEqual(List<WheelFile> files, int index)
    {
        var entry = files[index].Entry;
        for (var i = 0; i < index; i++)
        {
            var other = files[i].Entry;
            if (other.NameBytes.Span.SequenceEqual(entry.NameBytes.Span))
            {
                return other.Crc == entry.Crc && other.Size == entry.Size ? i : -1;
            }
        }

        return -1;
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
