using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PipCs.Standards.Versions;

/// <summary>
/// Versions as 64-bit keys that are ordered as the versions are. From the top bit: a 1; the release without
/// trailing zeros, each component in a prefix code in the order of the numbers; an end
/// mark that is less than every component; then the suffix after the release (see <see cref="Suffix"/>).
/// The low three bits do not affect the order: they are the number of the release's trailing zeros.
/// Other versions (with an epoch, a local label, large numbers, long releases) have no key.
/// See docs/decisions/0010-version-key.md.
/// </summary>
internal static class VersionKey
{
    /// <summary>The bits that take no part in the order.</summary>
    public const ulong SpellingMask = 7;

    /// <summary>The distance between two neighbouring keys.</summary>
    public const ulong Step = 8;

    /// <summary>Makes the key; 0 where the version has none.</summary>
    /// <param name="release">The release; trailing zeros are ignored.</param>
    /// <param name="suffix">The suffix after it.</param>
    public static ulong Encode(ReadOnlySpan<ulong> release, in Suffix suffix)
    {
        var writer = new Writer();
        return WriteRelease(ref writer, release) && suffix.Write(ref writer) ? writer.Bits : 0;
    }

    /// <summary>The first key (that of <c>.dev0</c>) of a release, and the key after its last; false where the release has no keys.</summary>
    public static bool TryGetReleaseRange(ReadOnlySpan<ulong> release, out ulong first, out ulong end)
    {
        var writer = new Writer();
        if (!WriteRelease(ref writer, release))
        {
            first = end = 0;
            return false;
        }

        first = writer.Bits;
        end = writer.End;
        return true;
    }

    /// <summary>The key after the last of those with this release and pre-release; false where they have no keys.</summary>
    public static bool TryGetEnd(ReadOnlySpan<ulong> release, PreReleaseKind pre, ulong preNumber, out ulong end)
    {
        var writer = new Writer();
        bool fits = WriteRelease(ref writer, release) && (pre == PreReleaseKind.Alpha ? writer.Write(0b010, 3) : writer.Write(pre == PreReleaseKind.Beta ? 0b0110UL : 0b0111UL, 4))
            && writer.WriteNumber(preNumber);
        end = fits ? writer.End : 0;
        return fits;
    }

    /// <summary>The first key (that of <c>.dev0</c>) of the release of a final version, whose lowest set bit belongs to its suffix.</summary>
    public static ulong FirstOfFinal(ulong key) => key & (key - 1);

    /// <summary>The key after the last of the release of a final version.</summary>
    public static ulong EndOfFinal(ulong key) => key + (key & (0 - key));

    private static bool WriteRelease(ref Writer writer, ReadOnlySpan<ulong> release)
    {
        int length = release.Length;
        while (length > 0 && release[length - 1] == 0)
        {
            length--;
        }

        writer.Write(1, 1);
        for (int i = 0; i < length; i++)
        {
            if (!writer.WriteComponent(release[i]))
            {
                return false;
            }
        }

        return writer.WriteReleaseEnd();
    }

    /// <summary>A suffix after the release, with numbers that fit a key.</summary>
    public readonly struct Suffix
    {
        /// <summary>The kind of pre-release.</summary>
        public PreReleaseKind Pre { get; init; }

        /// <summary>Its number.</summary>
        public ulong PreNumber { get; init; }

        /// <summary>Whether there is a post-release.</summary>
        public bool HasPost { get; init; }

        /// <summary>Its number.</summary>
        public ulong Post { get; init; }

        /// <summary>Whether there is a development release.</summary>
        public bool HasDev { get; init; }

        /// <summary>Its number.</summary>
        public ulong Dev { get; init; }

        /// <summary>Writes the part of the key: 00 a development release alone, 010, 0110, 0111 the pre-releases, 10 nothing, 11 a post-release.</summary>
        public bool Write(ref Writer writer)
        {
            if (Pre == PreReleaseKind.None)
            {
                if (!HasPost)
                {
                    return HasDev ? writer.Write(0b00, 2) && writer.WriteNumber(Dev) : writer.WriteFinal();
                }

                return writer.Write(0b11, 2) && writer.WriteNumber(Post) && WriteDev(ref writer);
            }

            bool fits = Pre == PreReleaseKind.Alpha ? writer.Write(0b010, 3) : writer.Write(Pre == PreReleaseKind.Beta ? 0b0110UL : 0b0111UL, 4);
            return fits && writer.WriteNumber(PreNumber)
                && (HasPost ? writer.Write(1, 1) && writer.WriteNumber(Post) : writer.Write(0, 1))
                && WriteDev(ref writer);
        }

        private bool WriteDev(ref Writer writer) => HasDev ? writer.Write(0, 1) && writer.WriteNumber(Dev) : writer.Write(1, 1);
    }

    /// <summary>Fills a key from the top.</summary>
    public struct Writer
    {
        private int _free;
        private ulong _bits;

        /// <summary>An empty key.</summary>
        public Writer()
        {
            _free = 64;
            _bits = 0;
        }

        /// <summary>The key so far, zeros below.</summary>
        public readonly ulong Bits => _bits;

        /// <summary>The first key after all that begin like this one.</summary>
        public readonly ulong End => _bits + (1UL << _free);

        /// <summary>Appends bits; false where they do not fit.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Write(ulong value, int length)
        {
            Debug.Assert(length == 64 || value >> length == 0, "value wider than its length");
            _free -= length;
            if (_free < 3)
            {
                return false;
            }

            _bits |= value << _free;
            return true;
        }

        /// <summary>Appends a component of the release.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool WriteComponent(ulong value)
            => value < 16 ? Write(0b01_0000 | value, 6)
                : value < 272 ? Write((0b10UL << 8) | (value - 16), 10)
                : value < 4368 ? Write((0b110UL << 12) | (value - 272), 15)
                : value < 4368 + (1 << 25) && Write((0b1110UL << 25) | (value - 4368), 29);

        /// <summary>Appends the mark behind the last component.</summary>
        public bool WriteReleaseEnd() => Write(0, 2);

        /// <summary>Appends the mark of a release with nothing behind it.</summary>
        public bool WriteFinal() => Write(0b10, 2);

        /// <summary>Appends the number of a pre-, post- or development release.</summary>
        public bool WriteNumber(ulong value)
            => value < 16 ? Write(value, 5)
                : value < 272 ? Write((0b10UL << 8) | (value - 16), 10)
                : value < 16656 ? Write((0b110UL << 14) | (value - 272), 17)
                : value < 16656 + (1 << 25) && Write((0b1110UL << 25) | (value - 16656), 29);
    }

    /// <summary>Reads a key from the top.</summary>
    public ref struct Reader(ulong bits)
    {
        private ulong _rest = (bits & ~SpellingMask) << 1;

        /// <summary>Reads the next component of the release; false at its end.</summary>
        public bool TryReadComponent(out ulong value)
        {
            switch (_rest >> 62)
            {
                case 0:
                    _rest <<= 2;
                    value = 0;
                    return false;
                case 1:
                    value = Take(6) & 15;
                    return true;
                case 2:
                    value = (Take(10) & 255) + 16;
                    return true;
                default:
                    value = (_rest >> 61) == 0b110 ? (Take(15) & 4095) + 272 : (Take(29) & 0x1FFFFFF) + 4368;
                    return true;
            }
        }

        /// <summary>Reads the suffix after a release whose end mark was read.</summary>
        public Suffix ReadSuffix()
        {
            switch (_rest >> 62)
            {
                case 0b00:
                    Take(2);
                    return new Suffix { HasDev = true, Dev = ReadNumber() };
                case 0b10:
                    return default;
                case 0b11:
                    Take(2);
                    ulong postNumber = ReadNumber();
                    bool hasDevelopment = Take(1) == 0;
                    return new Suffix { HasPost = true, Post = postNumber, HasDev = hasDevelopment, Dev = hasDevelopment ? ReadNumber() : 0 };
                default:
                    PreReleaseKind kind = Take(3) == 0b010 ? PreReleaseKind.Alpha : Take(1) == 0 ? PreReleaseKind.Beta : PreReleaseKind.Candidate;
                    ulong number = ReadNumber();
                    bool hasPost = Take(1) == 1;
                    ulong post = hasPost ? ReadNumber() : 0;
                    bool hasDev = Take(1) == 0;
                    return new Suffix { Pre = kind, PreNumber = number, HasPost = hasPost, Post = post, HasDev = hasDev, Dev = hasDev ? ReadNumber() : 0 };
            }
        }

        /// <summary>The two bits that give the kind of suffix: below 2 a pre-release, 3 a post-release.</summary>
        public readonly ulong PeekKind() => _rest >> 62;

        private ulong ReadNumber()
            => _rest >> 63 == 0 ? Take(5)
                : _rest >> 62 == 0b10 ? (Take(10) & 255) + 16
                : _rest >> 61 == 0b110 ? (Take(17) & 16383) + 272
                : (Take(29) & 0x1FFFFFF) + 16656;

        private ulong Take(int length)
        {
            ulong value = _rest >> (64 - length);
            _rest <<= length;
            return value;
        }
    }
}
