using PipCs.Cli.Text;
using PipCs.Diagnostics;
using PipCs.Platform;

namespace PipCs.Cli.Configuration;

/// <summary>Reads the configuration of a run. A missing file costs one failed open.</summary>
internal sealed class ConfigurationLoader
{
    internal const string FileName = "pip.conf";

    /// <summary>Reads an environment variable.</summary>
    internal required Func<string, string?> Variable { get; init; }

    /// <summary>Every <c>PIP_*</c> variable and its value.</summary>
    internal required IReadOnlyList<(string Name, string Value)> PipVariables { get; init; }

    /// <summary>Reads all that holds.</summary>
    /// <param name="isolated">Whether the user's file and the variables are left out.</param>
    /// <param name="siteFile">The target's own file; null where it is not read.</param>
    /// <exception cref="ConfigurationException">A file is malformed.</exception>
    internal ConfigurationSet Load(bool isolated, string? siteFile)
    {
        var result = new ConfigurationSet();
        var named = Variable("PIP_CONFIG_FILE");
        if (named != "/dev/null")
        {
            LoadFiles(result, isolated, siteFile, named);
        }

        if (!isolated)
        {
            foreach (var (name, value) in PipVariables)
            {
                // Other programs and CI jobs set these for purposes of their own.
                if (!name.Equals("version", StringComparison.OrdinalIgnoreCase) && !name.Equals("help", StringComparison.OrdinalIgnoreCase))
                {
                    result.Set(ConfigurationSet.EnvironmentSection, name, value);
                }
            }
        }

        return result;
    }

    private void LoadFiles(ConfigurationSet result, bool isolated, string? siteFile, string? named)
    {
        var folders = Variable("XDG_CONFIG_DIRS") is { Length: > 0 } list ? list : "/etc/xdg";
        foreach (var folder in folders.Split(':'))
        {
            if (folder.StartsWith('/'))
            {
                LoadFile(result, Path.Join(folder, "pip", FileName));
            }
        }

        LoadFile(result, "/etc/pip.conf");
        if (!isolated && !(named is { Length: > 0 } && NativeFile.TryGetStatus(named, out _) == Errno.None))
        {
            LoadFile(result, Path.Join(HomePath.Home, ".pip", FileName));
            var user = HomePath.Xdg(Variable("XDG_CONFIG_HOME"), ".config");
            LoadFile(result, Path.Join(user, "pip", FileName));
        }

        if (siteFile is not null)
        {
            LoadFile(result, siteFile);
        }

        if (named is { Length: > 0 })
        {
            LoadFile(result, named);
        }
    }

    private static void LoadFile(ConfigurationSet result, string path)
    {
        if (NativeFile.ReadAll(path, out var content) != Errno.None)
        {
            return;
        }

        try
        {
            foreach (var (section, key, value) in ConfigurationFile.Parse(path, content).Values)
            {
                result.Set(section, key, value);
            }
        }
        catch (Exception exception) when (FailureContext.Add(exception, $"reading the configuration file {path}"))
        {
            throw;
        }
    }
}
