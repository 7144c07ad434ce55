using System.Globalization;

namespace PipCs.Standards.Tags;

public static partial class InterpreterTags
{
    /// <summary>The ABIs of a CPython, its own first; a debug build also loads modules of a release build.</summary>
    public static IReadOnlyList<string> CPythonAbis(int major, int minor, CPythonBuild build)
    {
        ArgumentNullException.ThrowIfNull(build);
        string version = string.Create(CultureInfo.InvariantCulture, $"cp{major}{minor}");
        string threading = (major, minor).CompareTo((3, 13)) >= 0 && build.IsFreeThreaded ? "t" : "";
        string debug = build.IsDebug ? "d" : "";
        if ((major, minor).CompareTo((3, 8)) < 0)
        {
            string wideText = (major, minor).CompareTo((3, 3)) < 0 && build.HasWideUnicode ? "u" : "";
            return [version + threading + debug + (build.HasPymalloc ? "m" : "") + wideText];
        }

        return build.IsDebug ? [version + threading + debug, version + threading] : [version + threading];
    }

    /// <summary>
    /// The ABI in an interpreter's EXT_SUFFIX: <c>.pypy39-pp73-x86_64-linux-gnu.so</c> has <c>pypy39_pp73</c>. Empty where it names none
    /// (<c>..so</c>); null where it has no such part (<c>.pyd</c> of an old CPython on Windows, for which <see cref="CPythonAbis"/> is used).
    /// </summary>
    /// <exception cref="FormatException">It is no suffix, or a suffix of CPython without a version; the message is packaging's.</exception>
    public static IReadOnlyList<string>? GenericAbis(string? extensionSuffix)
    {
        if (extensionSuffix is null || !extensionSuffix.StartsWith('.'))
        {
            throw new FormatException(InvalidSuffix);
        }

        string[] parts = extensionSuffix.Split('.');
        if (parts.Length < 3)
        {
            return null;
        }

        string[] names = parts[1].Split('-');
        string abi = parts[1] switch
        {
            var name when name.StartsWith("cpython", StringComparison.Ordinal) => names.Length > 1 && names[1].Length > 0 ? "cp" + names[1] : throw new FormatException(InvalidSuffix),
            var name when name.StartsWith("cp", StringComparison.Ordinal) => names[0],
            var name when name.StartsWith("pypy", StringComparison.Ordinal) => string.Join('-', names.AsSpan(0, Math.Min(2, names.Length))),
            var name when name.StartsWith("graalpy", StringComparison.Ordinal) => string.Join('-', names.AsSpan(0, Math.Min(3, names.Length))),
            var name => name,
        };
        return abi.Length == 0 ? [] : [PlatformTags.Normalize(abi)];
    }

    private const string InvalidSuffix = "invalid sysconfig.get_config_var('EXT_SUFFIX')";

    // "cp313t": a t among the flags behind the digits.
    private static bool IsFreeThreaded(string abi)
    {
        ReadOnlySpan<char> flags = abi.AsSpan(abi.StartsWith("cp", StringComparison.Ordinal) ? 2 : abi.Length);
        ReadOnlySpan<char> behind = flags.TrimStart("0123456789");
        return behind.Length < flags.Length && behind.Contains('t');
    }
}
