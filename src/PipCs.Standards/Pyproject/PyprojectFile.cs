using System.Diagnostics.CodeAnalysis;
using PipCs.Standards.Requirements;
using PipCs.Standards.Toml;

namespace PipCs.Standards.Pyproject;

/// <summary>The parts of a <c>pyproject.toml</c> that an installer reads (pyproject.toml specification, PEP 518 and 621). Each part is checked when it is read.</summary>
/// <param name="document">The whole document.</param>
public sealed class PyprojectFile(TomlTable document)
{
    /// <summary>The whole document.</summary>
    public TomlTable Document => document;

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is not TOML, or not UTF-8; the message gives the place.</exception>
    public static PyprojectFile Parse(ReadOnlySpan<byte> utf8) => new(TomlTable.Parse(utf8));

    /// <summary>Reads the file; gives the place of the error where it is not TOML.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out PyprojectFile? result, [NotNullWhen(false)] out string? error)
    {
        result = TomlTable.TryParse(utf8, out TomlTable? document, out error) ? new(document) : null;
        return result is not null;
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is not TOML; the message gives the place.</exception>
    public static PyprojectFile Parse(string toml) => new(TomlTable.Parse(toml));

    /// <summary>The <c>[build-system]</c> table; setuptools where there is none (PEP 517, "Source trees").</summary>
    /// <exception cref="FormatException">It has no <c>requires</c>, or a value has the wrong type; the message is one of pip's sentences.</exception>
    public BuildSystem ReadBuildSystem()
    {
        if (TomlFields.Table(document, "build-system") is not { } table)
        {
            return BuildSystem.Legacy;
        }

        if (!table.TryGetValue("requires", out object? requires))
        {
            throw new FormatException("The [build-system] table is missing the mandatory `requires` key.");
        }

        if (requires is not IReadOnlyList<object> list || !list.All(item => item is string))
        {
            throw new FormatException("It is not a list of strings.");
        }

        foreach (string requirement in list.Cast<string>())
        {
            if (!Requirement.TryParse(requirement, out _))
            {
                throw new FormatException($"It contains an invalid requirement: {PythonValue.Repr(requirement)}");
            }
        }

        string? backend = TomlFields.Text(table, "build-backend", "build-system.");
        return new BuildSystem
        {
            Requires = [.. list.Cast<string>()],
            Backend = backend ?? BuildSystem.Legacy.Backend,
            BackendPath = TomlFields.Texts(table, "backend-path", "build-system.") ?? [],
            NeedsSetuptools = backend is null,
        };
    }

    /// <summary>The <c>[project]</c> table, or null.</summary>
    /// <exception cref="FormatException">It has no name, or a value is not of the right type.</exception>
    public ProjectTable? ReadProject() => TomlFields.Table(document, "project") is { } table ? ProjectTable.Read(table) : null;
}
