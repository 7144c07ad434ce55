using System.Globalization;
using System.Text;

namespace PipCs.Cli.Terminal;

/// <summary>One transfer as a line: the bar, how much, how fast, how long, in the layout that pip has from rich.</summary>
internal static class ProgressBar
{
    private const int Width = 40;

    /// <summary>Formats the line.</summary>
    internal static string Format(TransferDisplay.Transfer transfer, bool coloured)
    {
        var text = new StringBuilder().Append(' ', transfer.Indent + 3);
        var seconds = transfer.Elapsed.TotalSeconds;
        var speed = seconds > 0 ? transfer.Received / seconds : 0;
        if (transfer.Total is not (> 0 and var total))
        {
            var spinner = @"-\|/"[(int)(seconds * 11) % 4];
            text.Append(CultureInfo.InvariantCulture, $"{spinner} {FormatSize(transfer.Received)} {FormatSize((long)speed)}/s {FormatTime(seconds)}");
            return text.ToString();
        }

        AppendBar(text, transfer.Received, total, transfer.HasEnded, coloured);
        var unit = FindUnit(total);
        var amount = $"{FormatNumber(transfer.Received, unit)}/{FormatNumber(total, unit)} {Units[unit]}";
        var rate = speed > 0 ? $"{FormatSize((long)speed)}/s" : "?";
        var time = transfer.HasEnded ? FormatTime(seconds) : speed > 0 ? FormatTime(Math.Ceiling((total - transfer.Received) / speed)) : "-:--:--";
        text.Append(' ').Append(Style(amount, "32", coloured)).Append(' ').Append(Style(rate, "31", coloured)).Append(' ');
        text.Append(transfer.HasEnded ? "" : "eta").Append(' ');
        text.Append(Style(time, transfer.HasEnded ? "33" : "36", coloured));
        return text.ToString();
    }

    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    private static void AppendBar(StringBuilder text, long received, long total, bool ended, bool coloured)
    {
        var halves = (int)Math.Min(Width * 2, Width * 2 * (double)received / total);
        var full = halves / 2;
        var half = halves % 2;
        text.Append(coloured ? ended || received >= total ? "\e[38;2;114;156;31m" : "\e[38;2;249;38;114m" : "");
        text.Append('━', full).Append('╸', half);
        var rest = Width - full - half;
        if (coloured)
        {
            text.Append("\e[0m\e[38;5;237m");
            if (half == 0 && full > 0 && rest > 0)
            {
                text.Append('╺');
                rest--;
            }

            text.Append('━', rest).Append("\e[0m");
        }
        else
        {
            text.Append(' ', rest);
        }
    }

    private static string Style(string text, string colour, bool coloured) => coloured ? $"\e[{colour}m{text}\e[0m" : text;

    private static int FindUnit(long size)
    {
        var unit = 0;
        for (var rest = size; rest >= 1000 && unit < Units.Length - 1; rest /= 1000)
        {
            unit++;
        }

        return unit;
    }

    private static string FormatSize(long size)
    {
        var unit = FindUnit(size);
        return $"{FormatNumber(size, unit)} {Units[unit]}";
    }

    private static string FormatNumber(long size, int unit) =>
        (size / Math.Pow(1000, unit)).ToString(unit == 0 ? "F0" : "F1", CultureInfo.InvariantCulture);

    private static string FormatTime(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Min(seconds, 359_999));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
    }
}
