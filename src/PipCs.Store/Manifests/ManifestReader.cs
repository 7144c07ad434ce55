using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipCs.Store.Manifests;

/// <summary>Tells whether bytes are a manifest of ours, whole and unharmed.</summary>
internal static class ManifestReader
{
    /// <summary>The name of the manifest among the stored files, whose names are hexadecimal.</summary>
    internal const string FileName = "manifest";

    private const int ChecksumEnd = 12;

    internal static bool IsValid(byte[] manifest)
    {
        if (manifest.Length < Unsafe.SizeOf<ManifestHeader>())
        {
            return false;
        }

        ref readonly var header = ref MemoryMarshal.AsRef<ManifestHeader>(manifest);
        return header.Magic == ManifestHeader.ExpectedMagic && header.Length == manifest.Length && header.Checksum == ComputeChecksum(manifest);
    }

    internal static uint ComputeChecksum(ReadOnlySpan<byte> manifest) => Crc32.HashToUInt32(manifest[ChecksumEnd..]);
}
