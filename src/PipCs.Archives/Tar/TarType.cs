namespace PipCs.Archives.Tar;

/// <summary>The type byte of a tar header.</summary>
internal static class TarType
{
    internal const byte OldFile = 0;
    internal const byte File = (byte)'0';
    internal const byte HardLink = (byte)'1';
    internal const byte SymbolicLink = (byte)'2';
    internal const byte Folder = (byte)'5';
    internal const byte ContiguousFile = (byte)'7';
    internal const byte GnuLongLink = (byte)'K';
    internal const byte GnuLongName = (byte)'L';
    internal const byte GnuSparse = (byte)'S';
    internal const byte Pax = (byte)'x';
    internal const byte SolarisPax = (byte)'X';
    internal const byte GlobalPax = (byte)'g';

    internal static TarEntryKind KindOf(byte type, bool nameEndsWithSlash) => type switch
    {
        OldFile when nameEndsWithSlash => TarEntryKind.Folder,
        OldFile or File or ContiguousFile or GnuSparse => TarEntryKind.File,
        Folder => TarEntryKind.Folder,
        SymbolicLink => TarEntryKind.SymbolicLink,
        HardLink => TarEntryKind.HardLink,
        _ => TarEntryKind.Special,
    };
}
