using PipCs.Platform;

namespace PipCs.Cli.Terminal;

/// <summary>The abilities of the terminal, and its width.</summary>
internal static class TerminalStyle
{
    /// <summary>Whether colours are written to a descriptor: to a terminal that supports them, or with FORCE_COLOR; never with NO_COLOR.</summary>
    internal static bool IsColoured(int descriptor, bool noColour)
    {
        if (noColour || IsSet("NO_COLOR"))
        {
            return false;
        }

        return IsInteractive(descriptor) || IsSet("FORCE_COLOR");
    }

    /// <summary>Whether a descriptor is a terminal on which lines can be redrawn.</summary>
    internal static bool IsInteractive(int descriptor) =>
        ProcessIdentity.IsTerminal(descriptor) && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb" or "unknown");

    /// <summary>The terminal for live text: that of standard output or, where that is redirected, of standard error; null where neither is a terminal.</summary>
    internal static int? LiveDescriptor => IsInteractive(1) ? 1 : IsInteractive(2) ? 2 : null;

    /// <summary>Whether the locale names another encoding than UTF-8. As in Python, the C locale names none.</summary>
    internal static bool IsOtherThanUtf8
    {
        get
        {
            string?[] variables = [Environment.GetEnvironmentVariable("LC_ALL"), Environment.GetEnvironmentVariable("LC_CTYPE"), Environment.GetEnvironmentVariable("LANG")];
            var locale = Array.Find(variables, static value => value is { Length: > 0 }) ?? "C";
            return locale is not ("C" or "POSIX") && !locale.Contains("utf-8", StringComparison.OrdinalIgnoreCase) && !locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The columns that help is laid out for.</summary>
    internal static int LayoutColumns => FromVariable() ?? (ProcessIdentity.ReadTerminalWidth(1) is > 0 and var width ? width : 80);

    /// <summary>The columns at which lines are folded: those of any terminal that the process has.</summary>
    internal static int FoldColumns
    {
        get
        {
            if (FromVariable() is { } columns)
            {
                return columns;
            }

            for (var descriptor = 0; descriptor < 3; descriptor++)
            {
                if (ProcessIdentity.ReadTerminalWidth(descriptor) is > 0 and var width)
                {
                    return width;
                }
            }

            return 80;
        }
    }

    private static int? FromVariable() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0 ? columns : null;

    private static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };
}
