using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PipCs.Platform;
using PipCs.Store.Manifests;

namespace PipCs.Store.Bytecode;

/// <summary>The manifest of a wheel's bytecode: a header, then one <see cref="StoredBytecodeEntry"/> for each file of the wheel.</summary>
internal static class BytecodeManifest
{
    private const ulong ExpectedMagic = 0x3143_5950_5343_5050; // "PPCSPYC1"
    private const int ChecksumEnd = 12;

    /// <summary>Reads the manifest of a folder; false where there is none, or it is of other stored files than the wheel's.</summary>
    internal static bool TryRead(StoredWheel wheel, string folder, [MaybeNullWhen(false)] out StoredBytecode bytecode)
    {
        bytecode = null;
        if (!TryReadSound(folder, out var manifest, out var header)
            || manifest.Length != Unsafe.SizeOf<Header>() + (wheel.Entries.Length * Unsafe.SizeOf<StoredBytecodeEntry>())
            || header.WheelChecksum != wheel.Header.Checksum)
        {
            return false;
        }

        bytecode = new StoredBytecode(manifest, Unsafe.SizeOf<Header>(), folder);
        return true;
    }

    /// <summary>Whether a folder has the sound bytecode of other stored files than the wheel's: what a process left that compiled while another unpacked the wheel anew.</summary>
    internal static bool IsOfAnotherUnpacking(StoredWheel wheel, string folder)
        => TryReadSound(folder, out _, out var header) && header.WheelChecksum != wheel.Header.Checksum;

    internal static byte[] Write(StoredWheel wheel, ReadOnlySpan<StoredBytecodeEntry> entries)
    {
        var manifest = new byte[Unsafe.SizeOf<Header>() + (entries.Length * Unsafe.SizeOf<StoredBytecodeEntry>())];
        MemoryMarshal.AsBytes(entries).CopyTo(manifest.AsSpan(Unsafe.SizeOf<Header>()));
        var header = new Header { Magic = ExpectedMagic, WheelChecksum = wheel.Header.Checksum };
        MemoryMarshal.Write(manifest, header);
        header.Checksum = Crc32.HashToUInt32(manifest.AsSpan(ChecksumEnd));
        MemoryMarshal.Write(manifest, header);
        return manifest;
    }

    /// <summary>Bytecode made of these bytes, which <see cref="Write"/> made.</summary>
    internal static StoredBytecode Open(byte[] manifest, string folder) => new(manifest, Unsafe.SizeOf<Header>(), folder);

    private static bool TryReadSound(string folder, out byte[] manifest, out Header header)
    {
        header = default;
        if (NativeFile.ReadAll($"{folder}/{ManifestReader.FileName}", out manifest) != Errno.None || manifest.Length < Unsafe.SizeOf<Header>())
        {
            return false;
        }

        header = MemoryMarshal.Read<Header>(manifest);
        return header.Magic == ExpectedMagic && header.Checksum == Crc32.HashToUInt32(manifest.AsSpan(ChecksumEnd));
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        internal ulong Magic;
        internal uint Checksum; // CRC-32 of everything after this field
        internal uint WheelChecksum; // of the wheel's manifest, which holds the times that the .pyc files record
    }
}
