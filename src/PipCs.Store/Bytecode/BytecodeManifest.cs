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

    /// <summary>Reads the manifest of a folder; false where there is none, or where it belongs to other stored files than the wheel's.</summary>
    internal static bool TryRead(StoredWheel wheel, string folder, [MaybeNullWhen(false)] out StoredBytecode bytecode) => TryRead(wheel, folder, out bytecode, out _);

    /// <summary>Reads the manifest of a folder; false where there is none, or where it belongs to other stored files than the wheel's.</summary>
    /// <param name="wheel">The wheel.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="bytecode">The bytecode.</param>
    /// <param name="isOfAnotherUnpacking">Whether the manifest is sound but belongs to other stored files: one process compiled the wheel while another unpacked it again.</param>
    internal static bool TryRead(StoredWheel wheel, string folder, [MaybeNullWhen(false)] out StoredBytecode bytecode, out bool isOfAnotherUnpacking)
    {
        bytecode = null;
        isOfAnotherUnpacking = false;
        if (NativeFile.ReadAll($"{folder}/{ManifestReader.FileName}", out var manifest) != Errno.None || manifest.Length < Unsafe.SizeOf<Header>())
        {
            return false;
        }

        var header = MemoryMarshal.Read<Header>(manifest);
        if (header.Magic != ExpectedMagic || header.Checksum != Crc32.HashToUInt32(manifest.AsSpan(ChecksumEnd)))
        {
            return false;
        }

        isOfAnotherUnpacking = header.WheelChecksum != wheel.Header.Checksum;
        if (isOfAnotherUnpacking || manifest.Length != Unsafe.SizeOf<Header>() + (wheel.Entries.Length * Unsafe.SizeOf<StoredBytecodeEntry>()))
        {
            return false;
        }

        bytecode = new StoredBytecode(manifest, Unsafe.SizeOf<Header>(), folder);
        return true;
    }

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

    /// <summary>Opens bytecode from the bytes that <see cref="Write"/> made.</summary>
    internal static StoredBytecode Open(byte[] manifest, string folder) => new(manifest, Unsafe.SizeOf<Header>(), folder);

    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        internal ulong Magic;
        internal uint Checksum; // CRC-32 of everything after this field
        internal uint WheelChecksum; // of the wheel's manifest, which holds the times that the .pyc files record
    }
}
