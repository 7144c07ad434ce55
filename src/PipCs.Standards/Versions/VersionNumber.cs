using System.Globalization;

namespace PipCs.Standards.Versions;

/// <summary>A number of any size: a 64-bit value, or the digits (without leading zeros) of a larger one.</summary>
internal readonly struct VersionNumber(ulong value, string? digits) : IComparable<VersionNumber>
{
    private readonly string? _digits = digits;

    /// <summary>The value; <see cref="ulong.MaxValue"/> where it needs more than 64 bits.</summary>
    public ulong Value { get; } = value;

    /// <summary>Whether <see cref="Value"/> is exact.</summary>
    public bool IsExact => _digits is null;

    /// <summary>Reads digits; no digits are 0.</summary>
    public static VersionNumber Parse(ReadOnlySpan<char> digits)
    {
        if (TryParseSmall(digits, out ulong value))
        {
            return new VersionNumber(value, null);
        }

        ReadOnlySpan<char> significant = digits.TrimStart('0');
        return ulong.TryParse(significant, NumberStyles.None, CultureInfo.InvariantCulture, out value) || significant.IsEmpty
            ? new VersionNumber(value, null)
            : new VersionNumber(ulong.MaxValue, significant.ToString());
    }

    /// <summary>Reads up to 19 digits.</summary>
    public static bool TryParseSmall(ReadOnlySpan<char> digits, out ulong value)
    {
        value = 0;
        if (digits.Length > 19)
        {
            return false;
        }

        foreach (char c in digits)
        {
            value = (value * 10) + (uint)(c - '0');
        }

        return true;
    }

    /// <summary>The number and one more.</summary>
    public VersionNumber Increment()
    {
        if (_digits is null && Value < ulong.MaxValue)
        {
            return new VersionNumber(Value + 1, null);
        }

        char[] result = ("0" + ToString()).ToCharArray();
        int i = result.Length - 1;
        while (result[i] == '9')
        {
            result[i--] = '0';
        }

        result[i]++;
        return Parse(result);
    }

    /// <inheritdoc/>
    public int CompareTo(VersionNumber other)
        => _digits is null && other._digits is null ? Value.CompareTo(other.Value)
            : _digits is null ? -1
            : other._digits is null ? 1
            : _digits.Length != other._digits.Length ? _digits.Length.CompareTo(other._digits.Length)
            : string.CompareOrdinal(_digits, other._digits);

    /// <summary>The decimal digits.</summary>
    public override string ToString() => _digits ?? Value.ToString(CultureInfo.InvariantCulture);
}
