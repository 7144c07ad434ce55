namespace PipCs.Archives.Zip;

/// <summary>The general purpose bits that change the meaning of a member (APPNOTE 4.4.4).</summary>
internal static class ZipFlags
{
    internal const int Encrypted = 1;
    internal const int Descriptor = 1 << 3;
    internal const int Patch = 1 << 5;
    internal const int StronglyEncrypted = 1 << 6;
    internal const int Utf8 = 1 << 11;
    internal const int Masked = 1 << 13;

    /// <summary>The bits that must be equal in both headers of a member. The others only describe the effort of compression.</summary>
    internal const int Meaningful = Encrypted | Descriptor | Patch | StronglyEncrypted | Utf8 | Masked;
}
