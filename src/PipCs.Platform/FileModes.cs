namespace PipCs.Platform;

/// <summary>Permission bits by the octal numbers that people know them by. C# has no octal notation: each group of three binary digits is one octal digit.</summary>
public static class FileModes
{
    /// <summary>0666, the most that a new file is given before the umask.</summary>
    public const int ReadWrite = 0b110_110_110;

    /// <summary>0777, the most that a new folder or program is given before the umask.</summary>
    public const int All = 0b111_111_111;

    /// <summary>0700, a folder of its owner alone.</summary>
    public const int OwnerOnly = 0b111_000_000;

    /// <summary>0111, the bits that make a file a program.</summary>
    public const int Execute = 0b001_001_001;
}
