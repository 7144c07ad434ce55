using System.Runtime.InteropServices;

namespace PipCs.Store.Manifests;

/// <summary>The fixed front of a wheel's manifest. Numbers are little-endian, as on every machine that we support; a manifest from another kind of machine has a wrong magic number.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ManifestHeader
{
    internal const ulong ExpectedMagic = 0x314C_4857_5343_5050; // "PPCSWHL1"

    internal ulong Magic;
    internal uint Checksum; // CRC-32 of everything after this field
    internal int Length;
    internal ManifestTable Files;
    internal ManifestTable Folders;
    internal ManifestTable RecordRows;
    internal ManifestTable EntryPoints;
    internal ManifestText DistInfoName;
    internal ManifestText ProjectName;
    internal ManifestText Version;
    internal ManifestText NewerWheelVersion;
    internal ManifestText MetadataSha256;
    internal int MetadataIndex;
    internal int RootIsPurelib;
    internal int PlainMode;
    internal int ExecutableMode;
    internal uint UserId;
    internal int Reserved;
}

/// <summary>A text in a manifest.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ManifestText(int Start, int Length);

/// <summary>A table in a manifest; it begins at a multiple of eight.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ManifestTable(int Start, int Count);

/// <summary>An entry point in a manifest.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ManifestEntryPoint(ManifestText Group, ManifestText Name, ManifestText Module, ManifestText Attribute, ManifestText Value);
