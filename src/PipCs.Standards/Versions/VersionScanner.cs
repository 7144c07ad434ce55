namespace PipCs.Standards.Versions;

/// <summary>The kind of a pre-release, in order.</summary>
internal enum PreReleaseKind : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary><c>a</c></summary>
    Alpha,

    /// <summary><c>b</c></summary>
    Beta,

    /// <summary><c>rc</c></summary>
    Candidate,
}

/// <summary>The places of a version's parts in a text. A part without digits stands for 0.</summary>
internal struct VersionScan
{
    public int EpochStart;
    public int EpochEnd;
    public int ReleaseStart;
    public int ReleaseEnd;
    public int ReleaseLength;
    public PreReleaseKind Pre;
    public int PreStart;
    public int PreEnd;
    public bool HasPost;
    public int PostStart;
    public int PostEnd;
    public bool HasDev;
    public int DevStart;
    public int DevEnd;
    public int LocalStart;
    public int LocalEnd;

    /// <summary>The end of the longest version.</summary>
    public int End;

    public readonly bool HasLocal => LocalEnd > LocalStart;
}

/// <summary>A version that was read from a text, and fits a key.</summary>
/// <param name="Bits">The key with the spelling's bits.</param>
/// <param name="ReleaseLength">How many components its release has.</param>
/// <param name="ReleaseEnd">Where the release ends.</param>
/// <param name="End">Where all of it ends.</param>
internal readonly record struct VersionRead(ulong Bits, int ReleaseLength, int ReleaseEnd, int End)
{
    public PackageVersion Version => PackageVersion.FromBits(Bits);
}

/// <summary>
/// Finds the longest version that begins at a position, by the grammar of the specification's
/// appendix (Version specifiers, "Parsing version strings with regular expressions").
/// </summary>
internal static class VersionScanner
{
    /// <summary>Scans a version with all its parts; false where there is none at the position.</summary>
    public static bool Scan(ReadOnlySpan<char> text, int position, bool allowLocal, out VersionScan scan)
    {
        if (!ScanRelease(text, position, out scan))
        {
            return false;
        }

        ScanSuffix(text, ref scan);
        if (allowLocal)
        {
            ScanLocal(text, ref scan);
        }

        return true;
    }

    /// <summary>Scans <c>v</c>, epoch and release only.</summary>
    public static bool ScanRelease(ReadOnlySpan<char> text, int position, out VersionScan scan)
    {
        scan = default;
        if (position < text.Length && (text[position] | 0x20) == 'v')
        {
            position++;
        }

        int end = SkipDigits(text, position);
        if (end == position)
        {
            return false;
        }

        if (end + 1 < text.Length && text[end] == '!' && char.IsAsciiDigit(text[end + 1]))
        {
            scan.EpochStart = position;
            scan.EpochEnd = end;
            position = end + 1;
            end = SkipDigits(text, position);
        }

        scan.ReleaseStart = position;
        scan.ReleaseLength = 1;
        while (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = SkipDigits(text, end + 1);
            scan.ReleaseLength++;
        }

        scan.ReleaseEnd = end;
        scan.End = end;
        return true;
    }

    /// <summary>Whether a suffix may begin at the position: a letter, or a separator and a letter or digit.</summary>
    public static bool MayBeginSuffix(ReadOnlySpan<char> text, int position)
    {
        position = SkipSeparator(text, position);
        return position < text.Length && char.IsAsciiLetterOrDigit(text[position]);
    }

    /// <summary>Scans pre-, post- and development release.</summary>
    public static void ScanSuffix(ReadOnlySpan<char> text, ref VersionScan scan)
    {
        if (scan.End == text.Length)
        {
            return;
        }

        int word = SkipSeparator(text, scan.End);
        int wordLength = MatchPre(text[word..], out scan.Pre);
        if (wordLength > 0)
        {
            scan.PreStart = SkipSeparator(text, word + wordLength);
            scan.End = scan.PreEnd = SkipDigits(text, scan.PreStart);
        }

        if (scan.End + 1 < text.Length && text[scan.End] == '-' && char.IsAsciiDigit(text[scan.End + 1]))
        {
            scan.HasPost = true;
            scan.PostStart = scan.End + 1;
            scan.End = scan.PostEnd = SkipDigits(text, scan.PostStart);
        }
        else
        {
            word = SkipSeparator(text, scan.End);
            wordLength = Matches(text, word, "post") ? 4 : Matches(text, word, "rev") ? 3 : Matches(text, word, "r") ? 1 : 0;
            if (wordLength > 0)
            {
                scan.HasPost = true;
                scan.PostStart = SkipSeparator(text, word + wordLength);
                scan.End = scan.PostEnd = SkipDigits(text, scan.PostStart);
            }
        }

        word = SkipSeparator(text, scan.End);
        if (Matches(text, word, "dev"))
        {
            scan.HasDev = true;
            scan.DevStart = SkipSeparator(text, word + 3);
            scan.End = scan.DevEnd = SkipDigits(text, scan.DevStart);
        }
    }

    /// <summary>Scans a local label.</summary>
    public static void ScanLocal(ReadOnlySpan<char> text, ref VersionScan scan)
    {
        int position = scan.End;
        if (position >= text.Length || text[position] != '+')
        {
            return;
        }

        int end = SkipAlphanumeric(text, position + 1);
        if (end == position + 1)
        {
            return;
        }

        while (end + 1 < text.Length && text[end] is '.' or '-' or '_' && char.IsAsciiLetterOrDigit(text[end + 1]))
        {
            end = SkipAlphanumeric(text, end + 1);
        }

        scan.LocalStart = position + 1;
        scan.End = scan.LocalEnd = end;
    }

    private static int MatchPre(ReadOnlySpan<char> text, out PreReleaseKind kind)
    {
        kind = PreReleaseKind.None;
        if (text.IsEmpty)
        {
            return 0;
        }

        switch (text[0] | 0x20)
        {
            case 'a':
                kind = PreReleaseKind.Alpha;
                return Matches(text, 0, "alpha") ? 5 : 1;
            case 'b':
                kind = PreReleaseKind.Beta;
                return Matches(text, 0, "beta") ? 4 : 1;
            case 'c':
                kind = PreReleaseKind.Candidate;
                return 1;
            case 'r' when Matches(text, 0, "rc"):
                kind = PreReleaseKind.Candidate;
                return 2;
            case 'p' when Matches(text, 0, "pre"):
                kind = PreReleaseKind.Candidate;
                return Matches(text, 0, "preview") ? 7 : 3;
            default:
                return 0;
        }
    }

    private static bool Matches(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> word)
    {
        if (text.Length - position < word.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if ((text[position + i] | 0x20) != word[i])
            {
                return false;
            }
        }

        return true;
    }

    private static int SkipSeparator(ReadOnlySpan<char> text, int position)
        => position < text.Length && text[position] is '.' or '-' or '_' ? position + 1 : position;

    private static int SkipDigits(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return position;
    }

    private static int SkipAlphanumeric(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
        {
            position++;
        }

        return position;
    }
}
