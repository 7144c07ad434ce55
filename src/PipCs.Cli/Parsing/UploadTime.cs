using System.Globalization;
using PipCs.Diagnostics;

namespace PipCs.Cli.Parsing;

/// <summary>The value of <c>--uploaded-prior-to</c>: a moment (ISO 8601) or an age in days (<c>P3D</c>).</summary>
internal static class UploadTime
{
    /// <summary>Reads it; a time without an offset is local.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The moment.</param>
    /// <param name="problem">The error in Python's words, where the result is false.</param>
    internal static bool TryParse(string text, out DateTimeOffset time, out string problem)
    {
        problem = "";
        if (text.Length > 2 && text[0] == 'P' && text[^1] == 'D' && int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            var now = TimeProvider.System.GetUtcNow();
            time = now - TimeSpan.FromDays(Math.Min(days, (now - DateTimeOffset.MinValue).Days));
            return true;
        }

        var isDate = text.Length >= 8 && char.IsAsciiDigit(text[0]);
        if (isDate && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out time))
        {
            return true;
        }

        time = default;
        problem = $"Invalid isoformat string: {PythonRepr.Quote(text)}";
        return false;
    }
}
