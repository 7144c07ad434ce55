using System.Globalization;
using System.Text;

namespace PipCs.Cli.Terminal;

/// <summary>Progress as a line in pip's layout (rich's): a bar, amount, speed, time. In few columns the bar is shortened first.</summary>
internal static class ProgressBar
{
    private const int Width = 40;
    private const int Narrowest = 5;
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    /// <summary>A part of a line with its colour.</summary>
    internal readonly record struct Part(string Text, string Colour = "");

    /// <summary>A transfer.</summary>
    internal static string Format(TransferDisplay.Transfer transfer, ProgressLook look)
    {
        var seconds = transfer.Elapsed.TotalSeconds;
        if (transfer.Total is not (> 0 and var total))
        {
            return FormatUncounted([new(FormatSize(transfer.Received)), new($"{FormatSize((long)transfer.Speed)}/s"), new(FormatTime(seconds))], seconds, transfer.Indent, look);
        }

        // A server may send more than the index announced. More than the total is not shown.
        var received = transfer.HasEnded ? total : Math.Min(transfer.Received, total);
        var time = transfer.HasEnded ? new Part(FormatTime(seconds), "33") : new Part(FormatTimeLeft(total - received, transfer.Speed), "36");
        return FormatCounted(
            received, total, [new(FormatAmount(received, total), "32"), new(FormatSpeed(transfer.Speed), "31"), new(transfer.HasEnded ? "" : "eta"), time], seconds, transfer.Indent, look, transfer.HasEnded);
    }

    /// <summary>A line for work of known amount.</summary>
    internal static string FormatCounted(long done, long total, ReadOnlySpan<Part> parts, double seconds, int indent, ProgressLook look, bool hasEnded = false)
    {
        var space = look.Columns - indent - 3 - Length(parts);
        if (space < Narrowest)
        {
            return FormatUncounted(parts, seconds, indent, look);
        }

        var text = new StringBuilder().Append(' ', indent + 3);
        AppendBar(text, Math.Min(Width, space), Math.Min(1, (double)done / total), hasEnded, look);
        return Append(text, parts, look).ToString();
    }

    /// <summary>A line for work of unknown amount, with a spinner in place of the bar.</summary>
    internal static string FormatUncounted(ReadOnlySpan<Part> parts, double seconds, int indent, ProgressLook look)
    {
        indent += 3;
        while (parts.Length > 1 && Length(parts) + 1 > look.Columns)
        {
            parts = parts[..^1];
        }

        if (parts.Length > 0 && parts[^1] is { Text: [.. var words, ','] } last)
        {
            parts = (Part[])[.. parts[..^1], last with { Text = words }];
        }

        var text = new StringBuilder().Append(' ', Math.Clamp(look.Columns - 1 - Length(parts), 0, indent)).Append(@"-\|/"[(int)(seconds * 8) % 4]);
        return Length(parts) + 1 > look.Columns
            ? text.Append(' ').Append(parts[0].Text).ToString(0, Math.Max(0, look.Columns))
            : Append(text, parts, look).ToString();
    }

    /// <summary>How much of how much, in the unit of the whole.</summary>
    internal static string FormatAmount(long done, long total)
    {
        var unit = FindUnit(total);
        return $"{FormatNumber(done, unit)}/{FormatNumber(total, unit)} {Units[unit]}";
    }

    /// <summary>Bytes in the unit that suits them.</summary>
    internal static string FormatSize(long size)
    {
        var unit = FindUnit(size);
        return $"{FormatNumber(size, unit)} {Units[unit]}";
    }

    /// <summary>Bytes per second; a question mark as long as the speed is not known.</summary>
    internal static string FormatSpeed(double speed) => speed > 0 ? $"{FormatSize((long)speed)}/s" : "?";

    /// <summary>The time for so many bytes at a speed.</summary>
    internal static string FormatTimeLeft(long bytes, double speed) => speed > 0 ? FormatTime(Math.Ceiling(bytes / speed)) : "-:--:--";

    /// <summary>Hours, minutes and seconds.</summary>
    internal static string FormatTime(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Min(seconds, 359_999));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
    }

    private static void AppendBar(StringBuilder text, int width, double share, bool ended, ProgressLook look)
    {
        var (line, halfLine, halfRest) = look.IsAscii ? ('-', ' ', ' ') : ('━', '╸', '╺');
        var halves = (int)(width * 2 * share);
        var full = halves / 2;
        var half = halves % 2;
        text.Append(look.IsColoured ? ended || share >= 1 ? "\e[38;2;114;156;31m" : "\e[38;2;249;38;114m" : "");
        text.Append(line, full).Append(halfLine, half);
        var rest = width - full - half;
        if (look.IsColoured)
        {
            text.Append("\e[0m\e[38;5;237m");
            if (half == 0 && full > 0 && rest > 0)
            {
                text.Append(halfRest);
                rest--;
            }

            text.Append(line, rest).Append("\e[0m");
        }
        else
        {
            text.Append(' ', rest);
        }
    }

    private static StringBuilder Append(StringBuilder text, ReadOnlySpan<Part> parts, ProgressLook look)
    {
        foreach (var part in parts)
        {
            text.Append(' ');
            _ = look.IsColoured && part.Colour.Length > 0 ? text.Append("\e[").Append(part.Colour).Append('m').Append(part.Text).Append("\e[0m") : text.Append(part.Text);
        }

        return text;
    }

    /// <summary>The columns of the parts, each with the space before it. All of them are ASCII.</summary>
    private static int Length(ReadOnlySpan<Part> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += 1 + part.Text.Length;
        }

        return length;
    }

    private static int FindUnit(long size)
    {
        var unit = 0;
        for (var rest = size; rest >= 1000 && unit < Units.Length - 1; rest /= 1000)
        {
            unit++;
        }

        return unit;
    }

    private static string FormatNumber(long size, int unit) =>
        (size / Math.Pow(1000, unit)).ToString(unit == 0 ? "F0" : "F1", CultureInfo.InvariantCulture);
}
