namespace PipCs.Requirements;

/// <summary>The encoding of the locale, as Python names it.</summary>
internal static class LocaleEncoding
{
    /// <summary>Finds the encoding in the variables that choose the locale. Where they name none it is UTF-8, also for the C locale, as in Python; only <c>LC_ALL=C</c> means ASCII.</summary>
    internal static string Find(Func<string, string?> variable)
    {
        var all = variable("LC_ALL") is { Length: > 0 } value ? value : null;
        if (all is "C" or "POSIX")
        {
            return "ANSI_X3.4-1968";
        }

        var locale = (all ?? (variable("LC_CTYPE") is { Length: > 0 } type ? type : variable("LANG")) ?? "").Split('@')[0];
        var dot = locale.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? "" : locale[(dot + 1)..].ToUpperInvariant();
        return name is "" or "UTF8" ? "UTF-8" : name;
    }
}
