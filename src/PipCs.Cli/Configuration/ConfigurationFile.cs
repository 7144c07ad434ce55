using System.Text;
using PipCs.Diagnostics;

namespace PipCs.Cli.Configuration;

/// <summary>
/// A file of sections, keys and values as Python's <c>RawConfigParser</c> reads it: <c>key = value</c> or
/// <c>key: value</c>, comments with <c>#</c> and <c>;</c>, values that continue in more deeply indented lines,
/// and a <c>DEFAULT</c> section whose values hold in all others.
/// </summary>
internal sealed class ConfigurationFile
{
    private readonly List<(string Section, string Key, string Value)> _values = [];
    private readonly string _path;

    private ConfigurationFile(string path) => _path = path;

    /// <summary>Every value in order, the defaults spread over the sections.</summary>
    internal IReadOnlyList<(string Section, string Key, string Value)> Values => _values;

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="ConfigurationException">It is not UTF-8, or malformed.</exception>
    internal static ConfigurationFile Parse(string path, ReadOnlySpan<byte> content)
    {
        if (!System.Text.Unicode.Utf8.IsValid(content))
        {
            throw new ConfigurationException($"Configuration file contains invalid utf-8 characters in {path}.", 2);
        }

        var file = new ConfigurationFile(path);
        file.Read(Encoding.UTF8.GetString(content));
        return file;
    }

    private void Read(string text)
    {
        List<(string Section, string Key, StringBuilder Value)> entries = [];
        List<string> sections = [];
        List<string> problems = [];
        string? section = null;
        StringBuilder? current = null;
        var indent = 0;
        var number = 0;
        foreach (var rawLine in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = rawLine.Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                // An empty line may be part of a value; a line that is only a comment may not.
                if (line.IsEmpty && rawLine.IsEmpty)
                {
                    current?.Append('\n');
                }

                continue;
            }

            if (line.Contains('\0'))
            {
                problems.Add($"\t[line {number,2}]: {PythonRepr.Quote(rawLine.ToString() + "\n")}");
                continue;
            }

            var depth = rawLine.Length - rawLine.TrimStart().Length;
            if (section is not null && current is not null && depth > indent)
            {
                current.Append('\n').Append(line);
                continue;
            }

            indent = depth;
            if (line[0] == '[' && line.IndexOf(']') is var end and > 1)
            {
                section = line[1..end].ToString();
                current = null;
                if (sections.Contains(section))
                {
                    throw Refuse($"While reading from {PythonRepr.Quote(_path)} [line {number,2}]: section {PythonRepr.Quote(section)} already exists");
                }

                if (section != "DEFAULT")
                {
                    sections.Add(section);
                }

                continue;
            }

            if (section is null)
            {
                throw Refuse($"File contains no section headers.\nfile: {PythonRepr.Quote(_path)}, line: {number}\n{PythonRepr.Quote(rawLine.ToString() + "\n")}");
            }

            var delimiter = line.IndexOfAny('=', ':');
            if (delimiter <= 0)
            {
                problems.Add($"\t[line {number,2}]: {PythonRepr.Quote(rawLine.ToString() + "\n")}");
                continue;
            }

            var key = line[..delimiter].TrimEnd().ToString().ToLowerInvariant();
            if (entries.Exists(entry => entry.Key == key && entry.Section == section))
            {
                throw Refuse($"While reading from {PythonRepr.Quote(_path)} [line {number,2}]: option {PythonRepr.Quote(key)} in section {PythonRepr.Quote(section)} already exists");
            }

            current = new StringBuilder().Append(line[(delimiter + 1)..].Trim());
            entries.Add((section, key, current));
        }

        if (problems.Count > 0)
        {
            throw Refuse($"Source contains parsing errors: {PythonRepr.Quote(_path)}\n{string.Join('\n', problems)}");
        }

        Spread(entries, sections);
    }

    private void Spread(List<(string Section, string Key, StringBuilder Value)> entries, List<string> sections)
    {
        foreach (var section in sections)
        {
            foreach (var entry in entries)
            {
                if (entry.Section == "DEFAULT" && !entries.Exists(own => own.Section == section && own.Key == entry.Key))
                {
                    _values.Add((section, entry.Key, entry.Value.ToString().TrimEnd('\n')));
                }
                else if (entry.Section == section)
                {
                    _values.Add((section, entry.Key, entry.Value.ToString().TrimEnd('\n')));
                }
            }
        }
    }

    private static ConfigurationException Refuse(string problem) =>
        new($"Configuration file could not be loaded.\n{problem}\n", 2);
}
