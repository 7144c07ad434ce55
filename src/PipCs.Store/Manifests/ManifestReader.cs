using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PipCs.Store.Manifests;

/// <summary>Checks whether bytes are a complete and undamaged manifest.</summary>
internal static class ManifestReader
{
    /// <summary>The name of the manifest. It cannot clash with the stored files, whose names are hexadecimal numbers.</summary>
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
