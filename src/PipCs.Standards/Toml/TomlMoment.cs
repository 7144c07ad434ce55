using System.Globalization;
using Tomlyn;

namespace PipCs.Standards.Toml;

/// <summary>A date, a time of day, or both (TOML 1.1, "Offset Date-Time" and what follows it).</summary>
/// <param name="Kind">The part of the value that counts.</param>
/// <param name="Value">The value. Without offset it is in UTC; a date is its midnight; a time of day is on the first day of the calendar.</param>
/// <remarks>Values are equal if kind and instant are.</remarks>
public readonly record struct TomlMoment(TomlMomentKind Kind, DateTimeOffset Value)
{
    /// <summary>As Python's <c>str</c> shows it: <c>2026-01-02 03:04:05.000006+01:00</c>.</summary>
    public override string ToString()
    {
        string date = Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string time = Value.ToString(Microseconds == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return Kind switch
        {
            TomlMomentKind.LocalDate => date,
            TomlMomentKind.LocalTime => time,
            TomlMomentKind.LocalDateTime => $"{date} {time}",
            _ => $"{date} {time}{Value.ToString("zzz", CultureInfo.InvariantCulture)}",
        };
    }

    internal int Microseconds => (int)(Value.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    internal static TomlMoment From(TomlDateTime moment) => moment.Kind switch
    {
        TomlDateTimeKind.OffsetDateTimeByZ or TomlDateTimeKind.OffsetDateTimeByNumber => new(TomlMomentKind.OffsetDateTime, moment.DateTime),
        TomlDateTimeKind.LocalDateTime => new(TomlMomentKind.LocalDateTime, WithoutOffset(moment.DateTime.DateTime)),
        TomlDateTimeKind.LocalDate => new(TomlMomentKind.LocalDate, WithoutOffset(moment.DateTime.DateTime.Date)),
        _ => new(TomlMomentKind.LocalTime, WithoutOffset(DateTime.MinValue + moment.DateTime.DateTime.TimeOfDay)),
    };

    private static DateTimeOffset WithoutOffset(DateTime value) => new(value.Ticks, TimeSpan.Zero);
}

/// <summary>The kinds of <see cref="TomlMoment"/>.</summary>
public enum TomlMomentKind
{
    /// <summary>An instant.</summary>
    OffsetDateTime,

    /// <summary>A date with a time of day, in no time zone.</summary>
    LocalDateTime,

    /// <summary>A date alone.</summary>
    LocalDate,

    /// <summary>A time of day alone.</summary>
    LocalTime,
}
