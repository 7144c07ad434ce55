namespace PipCs.Standards.FileNames;

/// <summary>The extensions of the archives that pip installs from.</summary>
public static class ArchiveExtension
{
    /// <summary>The extension of a wheel.</summary>
    public const string Wheel = ".whl";

    private static readonly string[] Sdists = [".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma"];

    /// <summary>Whether a file name, of any case, is that of a wheel or a source archive.</summary>
    public static bool IsArchive(ReadOnlySpan<char> fileName) => IsWheel(fileName) || LengthOfSdist(fileName, StringComparison.OrdinalIgnoreCase) > 0;

    /// <summary>Whether a file name, of any case, is that of a wheel.</summary>
    public static bool IsWheel(ReadOnlySpan<char> fileName) => fileName.EndsWith(Wheel, StringComparison.OrdinalIgnoreCase);

    /// <summary>How long the extension of a source archive is; 0 where the name has none.</summary>
    internal static int LengthOfSdist(ReadOnlySpan<char> fileName, StringComparison comparison)
    {
        foreach (string extension in Sdists)
        {
            if (fileName.EndsWith(extension, comparison))
            {
                return extension.Length;
            }
        }

        return 0;
    }

    /// <summary>The same for a name in UTF-8, in lower case as index pages have it. Called for each file of a page.</summary>
    internal static int LengthOfSdist(ReadOnlySpan<byte> name)
        => name.EndsWith(".tar.gz"u8) ? 7
        : name.EndsWith(".zip"u8) || name.EndsWith(".tgz"u8) || name.EndsWith(".tar"u8) || name.EndsWith(".tbz"u8) || name.EndsWith(".txz"u8) || name.EndsWith(".tlz"u8) ? 4
        : name.EndsWith(".tar.bz2"u8) ? 8
        : name.EndsWith(".tar.xz"u8) || name.EndsWith(".tar.lz"u8) ? 7
        : name.EndsWith(".tar.lzma"u8) ? 9
        : 0;
}
