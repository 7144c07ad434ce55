using PipCs.Standards.FileNames;

namespace PipCs.Store;

/// <summary>
/// A wheel that is unpacked in the store, ready to link. Its files lie flat in one folder, each named by
/// its position in <see cref="Files"/> in hexadecimal, so that linking opens one source folder a wheel.
/// Immutable.
/// </summary>
public sealed partial class StoredWheel
{
    /// <summary>The file name of the wheel, taken apart.</summary>
    public required WheelFileName FileName { get; init; }

    /// <summary>The SHA-256 of the wheel in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The folder of the flat files.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the wheel's content goes to purelib (<c>Root-Is-Purelib</c>), not platlib.</summary>
    public required bool RootIsPurelib { get; init; }

    /// <summary>The name of the <c>.dist-info</c> folder.</summary>
    public required string DistInfoName { get; init; }

    /// <summary>The files, in the wheel's order, folders and RECORD with its signatures left out.</summary>
    public required IReadOnlyList<StoredFile> Files { get; init; }

    /// <summary>The entry points for <c>console_scripts</c> and <c>gui_scripts</c>.</summary>
    public required IReadOnlyList<PipCs.Standards.EntryPoints.EntryPoint> ScriptEntryPoints { get; init; }

    /// <summary>The METADATA document.</summary>
    public byte[] ReadMetadata() => throw new NotImplementedException();
}

/// <summary>One file of a stored wheel.</summary>
/// <param name="Path">Its path in the wheel, as RECORD names it.</param>
/// <param name="Hash"><c>sha256=</c> and urlsafe base64 without padding.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MtimeNanoseconds">The modification time of the stored file, nanoseconds since 1970: a file that was edited through a link differs.</param>
/// <param name="IsExecutable">Whether the wheel says that it is executable.</param>
public readonly record struct StoredFile(string Path, string Hash, long Size, long MtimeNanoseconds, bool IsExecutable);

/// <summary>The bytecode of a stored wheel for one compatible set of interpreters.</summary>
public sealed partial class StoredBytecode
{
    /// <summary>The folder of the flat <c>.pyc</c> files, each named as its source in <see cref="StoredWheel.Files"/>.</summary>
    public required string Folder { get; init; }

    /// <summary>For each file of the wheel, whether there is bytecode for it.</summary>
    public required IReadOnlyList<bool> Has { get; init; }

    /// <summary>For each file of the wheel, the size of its <c>.pyc</c>; 0 where there is none.</summary>
    public required IReadOnlyList<long> Sizes { get; init; }

    /// <summary>For each file of the wheel, the modification time of its <c>.pyc</c>, nanoseconds since 1970; 0 where there is none.</summary>
    public required IReadOnlyList<long> MtimesNanoseconds { get; init; }
}
