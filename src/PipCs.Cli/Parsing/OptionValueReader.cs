using PipCs.Platform;
using System.Globalization;
using PipCs.Cli.Grammar;
using PipCs.Cli.Text;
using PipCs.Diagnostics;
using PipCs.Standards.Names;

namespace PipCs.Cli.Parsing;

/// <summary>Parses the value of an option, as Python's optparse does.</summary>
internal static class OptionValueReader
{
    /// <summary>Reads a value.</summary>
    /// <param name="option">The option.</param>
    /// <param name="name">The option's name for messages.</param>
    /// <param name="text">The value as written.</param>
    /// <param name="value">A string, an <see cref="int"/>, a <see cref="double"/>, a <see cref="TimeSpan"/> or a size as <see cref="long"/>.</param>
    /// <param name="message">The error message, where the result is false.</param>
    internal static bool TryRead(Option option, string name, string text, out object value, out string message)
    {
        message = "";
        switch (option.Type)
        {
            case OptionType.Path:
                value = HomePath.Expand(text);
                return true;
            case OptionType.PackageName:
                value = ProjectName.Normalize(text).Value;
                return true;
            case OptionType.Choice when Array.IndexOf(option.Choices!, text) < 0 && Array.IndexOf(option.AddedChoices, text) < 0:
                value = text;
                message = InvalidChoice(option, name, text);
                return false;
            case OptionType.Integer:
                var isInteger = TryReadInteger(text, out var integer);
                value = integer;
                message = isInteger ? "" : $"option {name}: invalid integer value: {PythonRepr.Quote(text)}";
                return isInteger;
            case OptionType.Number:
                var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
                value = number;
                message = isNumber ? "" : $"option {name}: invalid floating-point value: {PythonRepr.Quote(text)}";
                return isNumber;
            case OptionType.Duration:
                var isDuration = Quantity.TryReadDuration(text, out var duration);
                value = duration;
                message = isDuration ? "" : $"option {name}: invalid duration value: {PythonRepr.Quote(text)} (seconds, or a number with s, m, h, d or w)";
                return isDuration;
            case OptionType.Size:
                var isSize = Quantity.TryReadSize(text, out var size);
                value = size;
                message = isSize ? "" : $"option {name}: invalid size value: {PythonRepr.Quote(text)} (bytes, or a number with KB, MB, GB, TB, KiB, MiB, GiB or TiB)";
                return isSize;
            default:
                value = text;
                return true;
        }
    }

    /// <summary>pip's message about a value that is none of the choices. It does not list the values that we add.</summary>
    internal static string InvalidChoice(Option option, string name, string text)
        => $"option {name}: invalid choice: {PythonRepr.Quote(text)} (choose from {PythonRepr.QuoteAll(option.Choices)})";

    /// <summary>Reads a word as on or off; false where it is neither.</summary>
    internal static bool TryReadFlag(string text, out bool value)
    {
        switch (text.ToLowerInvariant())
        {
            case "y" or "yes" or "t" or "true" or "on" or "1":
                value = true;
                return true;
            case "n" or "no" or "f" or "false" or "off" or "0":
                value = false;
                return true;
            default:
                value = false;
                return false;
        }
    }

    private static bool TryReadInteger(string text, out int value)
    {
        var digits = text.AsSpan();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return int.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        if (digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
        {
            value = 0;
            return digits.Length == 2 || int.TryParse(digits[2..], NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value);
        }

        if (digits.Length > 1 && digits[0] == '0')
        {
            value = 0;
            foreach (var digit in digits)
            {
                if (digit is < '0' or > '7' || value > int.MaxValue >> 3)
                {
                    return false;
                }

                value = (value << 3) | (digit - '0');
            }

            return true;
        }

        return int.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
    }
}
