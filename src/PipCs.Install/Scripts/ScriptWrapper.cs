using System.Text;
using PipCs.Standards.EntryPoints;
using PipCs.Store;

namespace PipCs.Install.Scripts;

/// <summary>A script that calls an entry point.</summary>
/// <param name="Name">Its path in the folder for scripts, normalised; a file name but for the odd wheel.</param>
/// <param name="Module">The module to import.</param>
/// <param name="Attribute">The callable in the module, as a dotted path.</param>
/// <param name="IsConsole">Whether it is a console script, not a graphical one.</param>
internal readonly record struct ScriptWrapper(string Name, string Module, string Attribute, bool IsConsole)
{
    /// <summary>The scripts that pip makes for a wheel's entry points, in its order.</summary>
    /// <param name="entryPoints">The entry points.</param>
    /// <param name="pythonVersion">Major and minor version, for <c>pip3.11</c> and <c>easy_install-3.11</c>.</param>
    /// <param name="ensurePipOptions"><c>ENSUREPIP_OPTIONS</c>, which chooses among pip's own names; null where not set.</param>
    /// <param name="installation">The wheel, for errors.</param>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">An entry point names nothing to call, or its name leads out of the folder or is one that the environment needs.</exception>
    internal static List<ScriptWrapper> For(IReadOnlyList<EntryPoint> entryPoints, string pythonVersion, string? ensurePipOptions, WheelInstallation installation)
    {
        if (entryPoints.Count == 0)
        {
            return [];
        }

        var description = Staging.WheelLayout.Describe(installation);
        var console = new List<KeyValuePair<string, string>>();
        var graphical = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < entryPoints.Count; i++)
        {
            var entry = entryPoints[i];
            switch (entry.Group)
            {
                case "console_scripts":
                    Set(console, entry);
                    break;
                case "gui_scripts":
                    Set(graphical, entry);
                    break;
            }
        }

        var result = new List<ScriptWrapper>(console.Count + graphical.Count);
        var major = pythonVersion.Split('.')[0];
        if (Take(console, "pip") is { } pip)
        {
            if (ensurePipOptions is null)
            {
                Add(result, "pip", pip, true, description);
            }

            if (ensurePipOptions != "altinstall")
            {
                Add(result, "pip" + major, pip, true, description);
            }

            Add(result, "pip" + pythonVersion, pip, true, description);
            console.RemoveAll(static entry => IsVersioned(entry.Key, "pip", minorNeeded: false));
        }

        if (Take(console, "easy_install") is { } easyInstall)
        {
            if (ensurePipOptions is null)
            {
                Add(result, "easy_install", easyInstall, true, description);
            }

            Add(result, "easy_install-" + pythonVersion, easyInstall, true, description);
            console.RemoveAll(static entry => string.Equals(entry.Key, "easy_install", StringComparison.Ordinal) || IsVersioned(entry.Key, "easy_install-", minorNeeded: true));
        }

        foreach (var (name, value) in console)
        {
            Add(result, name, value, true, description);
        }

        foreach (var (name, value) in graphical)
        {
            Add(result, name, value, false, description);
        }

        return result;
    }

    /// <summary>Whether a script of the wheel is one that old setuptools made for an entry point: the wrapper replaces it.</summary>
    internal static bool Replaces(IReadOnlyList<EntryPoint> entryPoints, ReadOnlySpan<char> fileName)
    {
        if (fileName.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".pya", StringComparison.OrdinalIgnoreCase))
        {
            fileName = fileName[..^4];
        }
        else if (fileName.EndsWith("-script.py", StringComparison.OrdinalIgnoreCase))
        {
            fileName = fileName[..^10];
        }

        for (var i = 0; i < entryPoints.Count; i++)
        {
            if (fileName.SequenceEqual(entryPoints[i].Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The script's content.</summary>
    /// <param name="shebang">Its beginning (<see cref="Shebang"/>).</param>
    internal byte[] Content(string shebang)
    {
        var dot = Attribute.IndexOf('.', StringComparison.Ordinal);
        var imported = dot < 0 ? Attribute : Attribute[..dot];
        return Encoding.UTF8.GetBytes(string.Concat(
            shebang,
            $"import sys\nfrom {Module} import {imported}\n",
            "if __name__ == '__main__':\n    sys.argv[0] = sys.argv[0].removesuffix('.exe')\n",
            $"    sys.exit({Attribute}())\n"));
    }

    /// <summary>Adds a script from <c>name = value</c> as distlib reads it: of a name with white space only the last word counts, preceded by one space.</summary>
    private static void Add(List<ScriptWrapper> result, string name, string value, bool isConsole, string description)
    {
        var space = name.AsSpan().LastIndexOfAny(' ', '\t');
        if (space > 0)
        {
            name = name[space..];
        }

        var end = CallableLength(value, out var colons, out var colon);
        if (end == 0 || colons > 1 || !IsFlags(value.AsSpan(end)))
        {
            throw Errors.InvalidSpecification(description, name, value);
        }

        if (colons == 0)
        {
            throw Errors.MissingCallable(description, name, value[..end]);
        }

        var path = Staging.InstallPath.Normalize(name);
        if (path is "" or "." or ".." || path.StartsWith('/') || path.StartsWith("../", StringComparison.Ordinal))
        {
            throw Errors.ScriptOutside(description, name);
        }

        if (EnvironmentFiles.IsReservedScript(path))
        {
            throw Errors.ReplacesEnvironment(description, path);
        }

        result.Add(new ScriptWrapper(path, value[..colon], value[(colon + 1)..end], isConsole));
    }

    /// <summary>Whether the text after the callable has no brackets, or is a list of words in brackets (the extras of older entry points).</summary>
    private static bool IsFlags(ReadOnlySpan<char> rest)
    {
        if (rest.IndexOfAny('[', ']') < 0)
        {
            return true;
        }

        rest = rest.Trim();
        var end = rest.IndexOf(']');
        if (end < 2 || rest[0] != '[')
        {
            return false;
        }

        foreach (var character in rest[1..end].Trim())
        {
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '-' or '=' or ',' or ' '))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The length of the start of the value that consists of words joined by dots and colons.</summary>
    private static int CallableLength(string value, out int colons, out int colon)
    {
        colons = 0;
        colon = -1;
        var end = 0;
        var at = 0;
        while (true)
        {
            var start = at;
            while (at < value.Length && (char.IsLetterOrDigit(value[at]) || value[at] == '_'))
            {
                at++;
            }

            if (at == start)
            {
                if (end > 0 && colon == end)
                {
                    colons--;
                    colon = -1;
                }

                return end;
            }

            end = at;
            if (at == value.Length || value[at] is not (':' or '.'))
            {
                return end;
            }

            if (value[at] == ':')
            {
                colons++;
                colon = at;
            }

            at++;
        }
    }

    private static void Set(List<KeyValuePair<string, string>> entries, EntryPoint entry)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (string.Equals(entries[i].Key, entry.Name, StringComparison.Ordinal))
            {
                entries[i] = new(entry.Name, entry.Value);
                return;
            }
        }

        entries.Add(new(entry.Name, entry.Value));
    }

    private static string? Take(List<KeyValuePair<string, string>> entries, string name)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (string.Equals(entries[i].Key, name, StringComparison.Ordinal))
            {
                var value = entries[i].Value;
                entries.RemoveAt(i);
                return value;
            }
        }

        return null;
    }

    /// <summary>Whether a name is the prefix and a version (<c>3</c> or <c>3.11</c>; with <paramref name="minorNeeded"/> only the latter).</summary>
    private static bool IsVersioned(string name, string prefix, bool minorNeeded)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var version = name.AsSpan(prefix.Length);
        var dot = version.IndexOf('.');
        return dot < 0
            ? !minorNeeded && (version.Length == 0 || IsDigits(version))
            : IsDigits(version[..dot]) && IsDigits(version[(dot + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
