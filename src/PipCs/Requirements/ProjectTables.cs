using PipCs.Platform;
using PipCs.Standards.DependencyGroups;
using PipCs.Standards.InlineScripts;
using PipCs.Standards.Specifiers;
using PipCs.Standards.Toml;

namespace PipCs.Requirements;

/// <summary>Reads the requirements in a <c>pyproject.toml</c> or a script.</summary>
internal static class ProjectTables
{
    /// <summary>The requirements of dependency groups, in order.</summary>
    /// <param name="groups">Each group's file and name.</param>
    internal static List<string> GroupRequirements(IEnumerable<(string File, string Group)> groups)
    {
        var tables = new Dictionary<string, DependencyGroupSet>(StringComparer.Ordinal);
        var asked = groups.ToList();
        foreach (var (file, _) in asked)
        {
            if (!tables.ContainsKey(file))
            {
                tables.Add(file, ReadGroups(file));
            }
        }

        var requirements = new List<string>();
        foreach (var (file, group) in asked)
        {
            try
            {
                requirements.AddRange(tables[file].Resolve(group).Select(requirement => requirement.ToString()));
            }
            catch (DependencyGroupException error)
            {
                throw Errors.GroupUnresolvable(group, file, error.Message);
            }
        }

        return requirements;
    }

    /// <summary>The requirements of a script.</summary>
    /// <param name="script">The script's path.</param>
    /// <param name="python">The Python version that the script must allow; null where that is not checked.</param>
    internal static IReadOnlyList<string> ScriptRequirements(string script, string? python)
    {
        var error = NativeFile.ReadAll(script, out var content);
        if (error != Errno.None)
        {
            throw Errors.CannotReadScript(PlatformError.Describe(error, script));
        }

        var blocks = InlineScriptMetadata.FindBlocks(System.Text.Encoding.UTF8.GetString(content));
        if (blocks.Count != 1)
        {
            throw blocks.Count == 0 ? Errors.NoScriptMetadata(script) : Errors.SeveralScriptBlocks(script);
        }

        InlineScriptMetadata metadata;
        try
        {
            metadata = InlineScriptMetadata.FromToml(TomlTable.Parse(blocks[0]));
        }
        catch (FormatException problem)
        {
            throw Errors.InvalidScriptMetadata(script, problem.Message);
        }

        if (python is not null && metadata.RequiresPython is { Length: > 0 } required && SpecifierSet.TryParse(required, out var set) && !set.Contains(python, prereleases: true))
        {
            throw Errors.ScriptPython(script, python, required);
        }

        return metadata.Dependencies;
    }

    private static DependencyGroupSet ReadGroups(string file)
    {
        var error = NativeFile.ReadAll(file, out var content);
        if (error != Errno.None)
        {
            throw error == Errno.NoEntry ? Errors.GroupFileNotFound(file) : Errors.GroupFileUnreadable(file, PlatformError.Describe(error, file));
        }

        TomlTable document;
        try
        {
            document = TomlTable.Parse(content);
        }
        catch (FormatException problem)
        {
            throw Errors.GroupFileInvalid(file, problem.Message);
        }

        if (!document.TryGetValue("dependency-groups", out var value))
        {
            throw Errors.GroupTableMissing(file);
        }

        try
        {
            return new DependencyGroupSet(value as TomlTable ?? throw Errors.GroupTableMalformed(file));
        }
        catch (DependencyGroupException problem)
        {
            throw Errors.GroupTableInvalid(file, problem.Message);
        }
    }
}
