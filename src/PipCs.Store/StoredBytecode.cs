using System.Runtime.InteropServices;

namespace PipCs.Store;

/// <summary>The bytecode of a stored wheel for one compatible set of interpreters. Immutable.</summary>
public sealed class StoredBytecode
{
    private readonly byte[] _manifest;
    private readonly int _tableStart;

    internal StoredBytecode(byte[] manifest, int tableStart, string folder)
    {
        _manifest = manifest;
        _tableStart = tableStart;
        Folder = folder;
    }

    /// <summary>The folder of the flat <c>.pyc</c> files, each named as its source in <see cref="StoredWheel.Entries"/>.</summary>
    public string Folder { get; }

    /// <summary>The bytecode of each file, in the order of <see cref="StoredWheel.Entries"/>.</summary>
    public ReadOnlySpan<StoredBytecodeEntry> Entries => MemoryMarshal.Cast<byte, StoredBytecodeEntry>(_manifest.AsSpan(_tableStart));
}

/// <summary>The bytecode of one file.</summary>
/// <param name="Size">The size of the <c>.pyc</c> in bytes; 0 where there is none, because the file is not Python source or has a syntax error.</param>
/// <param name="MtimeNanoseconds">The modification time of the <c>.pyc</c>, nanoseconds since 1970; 0 where there is none.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct StoredBytecodeEntry(long Size, long MtimeNanoseconds)
{
    /// <summary>Whether the file has bytecode.</summary>
    public bool Exists => Size != 0;
}
