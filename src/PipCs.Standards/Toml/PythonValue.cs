using System.Globalization;
using PipCs.Standards.Text;

namespace PipCs.Standards.Toml;

/// <summary>How Python names and shows the values of TOML, which the errors of packaging quote.</summary>
internal static class PythonValue
{
    /// <summary>The name of a value's type: <c>str</c>, <c>dict</c>, ...</summary>
    public static string TypeName(object value) => value switch
    {
        string => "str",
        bool => "bool",
        long => "int",
        double => "float",
        TomlTable => "dict",
        TomlMoment { Kind: TomlMomentKind.LocalDate } => "date",
        TomlMoment { Kind: TomlMomentKind.LocalTime } => "time",
        TomlMoment => "datetime",
        _ => "list",
    };

    /// <summary>The value as <c>repr</c> shows it.</summary>
    public static string Repr(object value) => value switch
    {
        string text => PythonText.Repr(text),
        bool flag => flag ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Float(number),
        TomlTable table => "{" + string.Join(", ", table.Select(entry => $"{PythonText.Repr(entry.Key)}: {Repr(entry.Value)}")) + "}",
        TomlMoment moment => Repr(moment),
        IReadOnlyList<object> list => "[" + string.Join(", ", list.Select(Repr)) + "]",
        _ => throw new ArgumentException("not a value of TOML", nameof(value)),
    };

    /// <summary>A number as <c>repr</c> shows it: the shortest digits that read back, with an exponent below 1e-4 and from 1e16 on.</summary>
    public static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        string shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (int digits = 0; digits < 16; digits++)
        {
            string shorter = value.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(shorter, CultureInfo.InvariantCulture).Equals(value))
            {
                shortest = shorter;
                break;
            }
        }

        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = shortest[0] == '-' ? "-" : "";
        string number = shortest[sign.Length..e].Replace(".", "", StringComparison.Ordinal);
        if (exponent is < -4 or >= 16)
        {
            return $"{sign}{number[0]}{(number.Length > 1 ? "." + number[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{number}";
        }

        number = number.PadRight(exponent + 2, '0');
        return $"{sign}{number[..(exponent + 1)]}.{number[(exponent + 1)..]}";
    }

    private static string Repr(TomlMoment moment)
    {
        DateTimeOffset value = moment.Value;
        string date = $"{value.Year}, {value.Month}, {value.Day}";
        string time = $"{value.Hour}, {value.Minute}"
            + (moment.Microseconds > 0 ? $", {value.Second}, {moment.Microseconds}" : value.Second > 0 ? $", {value.Second}" : "");
        return moment.Kind switch
        {
            TomlMomentKind.LocalDate => $"datetime.date({date})",
            TomlMomentKind.LocalTime => $"datetime.time({time})",
            TomlMomentKind.LocalDateTime => $"datetime.datetime({date}, {time})",
            _ => $"datetime.datetime({date}, {time}, tzinfo={Zone((int)value.Offset.TotalSeconds)})",
        };
    }

    private static string Zone(int seconds)
        => seconds == 0 ? "datetime.timezone.utc"
            : seconds > 0 ? $"datetime.timezone(datetime.timedelta(seconds={seconds}))"
            : $"datetime.timezone(datetime.timedelta(days=-1, seconds={86400 + seconds}))";
}
