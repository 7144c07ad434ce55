using System.Buffers.Text;

namespace PipCs.Install.Recording;

/// <summary>Hashes as RECORD has them.</summary>
internal static class FileHash
{
    /// <summary>The hash of an empty file.</summary>
    internal const string Empty = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    /// <summary>The hash of INSTALLER as pip writes it.</summary>
    internal const string InstallerFile = "sha256=zuuue4knoyJ-UwPPXg8fezS7VCrXJQrAP7zeNuwvFQg";

    /// <summary><c>sha256=</c> and the digest in urlsafe base64 without padding.</summary>
    internal static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[SmallSha256.Length];
        SmallSha256.Hash(content, digest);
        return "sha256=" + Base64Url.EncodeToString(digest);
    }
}
