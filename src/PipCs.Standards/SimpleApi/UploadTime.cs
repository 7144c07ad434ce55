namespace PipCs.Standards.SimpleApi;

/// <summary>Reads the time of an upload (PEP 700: <c>2023-09-11T00:48:24.006289Z</c>), and the other forms of ISO 8601 with dashes and colons that Python's <c>fromisoformat</c> takes.</summary>
public static class UploadTime
{
    private const int DateLength = 10;

    /// <summary>Reads a time; one without an offset is in UTC, as the specification has it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-'
            || !Number(text[..4], out int year) || !Number(text.Slice(5, 2), out int month) || !Number(text.Slice(8, 2), out int day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        long ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        ReadOnlySpan<byte> rest = text[DateLength..];
        if (!rest.IsEmpty)
        {
            // Date and time may be separated by any one character.
            rest = rest[1..];
            int offsetAt = rest.IndexOfAny((byte)'+', (byte)'-', (byte)'Z');
            ReadOnlySpan<byte> zone = offsetAt < 0 ? default : rest[offsetAt..];
            if (!TryReadClock(offsetAt < 0 ? rest : rest[..offsetAt], out long clock) || !TryReadZone(zone, out long offset))
            {
                return false;
            }

            ticks += clock - offset;
        }

        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadZone(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (text.IsEmpty || text is [(byte)'Z'])
        {
            return true;
        }

        bool isValid = text[0] != 'Z' && TryReadClock(text[1..], out offset);
        offset = text[0] == '-' ? -offset : offset;
        return isValid;
    }

    /// <summary>Reads hours, hours and minutes, or seconds too, with a fraction or without.</summary>
    private static bool TryReadClock(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 2 || !Number(text[..2], out int hour) || hour > 23 || !TryReadPart(text, 2, out int minute) || !TryReadPart(text, 5, out int second))
        {
            return false;
        }

        ticks = ((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond;
        if (text.Length <= 8)
        {
            return true;
        }

        if (text[8] is not ((byte)'.' or (byte)',') || text.Length == 9)
        {
            return false;
        }

        long unit = TimeSpan.TicksPerSecond / 10;
        foreach (byte digit in text[9..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            ticks += (digit - '0') * unit;
            unit /= 10;
        }

        return true;
    }

    /// <summary>Reads the minutes or seconds behind a colon; 0 where the text ends before.</summary>
    private static bool TryReadPart(ReadOnlySpan<byte> text, int position, out int value)
    {
        value = 0;
        return text.Length <= position || (text.Length >= position + 3 && text[position] == ':' && Number(text.Slice(position + 1, 2), out value) && value < 60);
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
