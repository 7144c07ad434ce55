using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using PipCs.Standards.Text;

namespace PipCs.Standards.Metadata;

/// <summary>Holds a document against the core metadata specification, as <c>packaging.metadata.Metadata.from_email</c> does.</summary>
internal sealed class MetadataValidator
{
    private readonly List<MetadataProblem> _problems = [];

    /// <summary>The values of the fields of the document, in the order of their first appearance.</summary>
    private readonly List<KeyValuePair<string, List<string>>> _values = [];

    private readonly HashSet<string> _undecodable = new(StringComparer.Ordinal);

    /// <summary>Fields that cannot be read, for which no further problem is reported.</summary>
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    public List<MetadataProblem> Validate(ReadOnlySpan<byte> document)
    {
        Read(document);
        foreach ((string name, List<string> values) in _values)
        {
            if (!MetadataField.TryFind(name, out MetadataField field))
            {
                Report(name, "unrecognized field: " + PythonText.Repr(name));
            }
            else if (_undecodable.Contains(name) || (!field.IsMultiple && values.Count > 1) || (name == "project-url" && HasSameLabelTwice(values)))
            {
                _unreadable.Add(name);
                Report(name, PythonText.Repr(name) + " has invalid data");
            }
        }

        int version = CheckVersion();
        CheckRequired("name");
        CheckRequired("version");
        foreach ((string name, List<string> values) in _values)
        {
            if (name == "metadata-version" || _unreadable.Contains(name) || !MetadataField.TryFind(name, out MetadataField field))
            {
                continue;
            }

            string? problem = version >= 0 && field.Since > version
                ? $"{name} introduced in metadata version {MetadataField.Versions[field.Since]}, not {MetadataField.Versions[version]}"
                : MetadataValues.Problem(name, values);
            if (problem is not null)
            {
                Report(name, problem);
            }
        }

        return _problems;
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Names of fields are told of in lower case.")]
    private void Read(ReadOnlySpan<byte> document)
    {
        var reader = new MetadataHeaders(document);
        while (reader.MoveNext())
        {
            Add(Encoding.ASCII.GetString(reader.Name).ToLowerInvariant(), reader.Value);
        }

        if (reader.Position < document.Length)
        {
            Add("description", document[reader.Position..]);
        }
    }

    private void Add(string name, ReadOnlySpan<byte> value)
    {
        if (!Utf8.IsValid(value))
        {
            _undecodable.Add(name);
        }

        List<string>? values = Find(name);
        if (values is null)
        {
            _values.Add(new(name, values = []));
        }

        values.Add(MetadataText.Decode(value));
    }

    private List<string>? Find(string name)
    {
        foreach ((string each, List<string> values) in _values)
        {
            if (each == name)
            {
                return values;
            }
        }

        return null;
    }

    /// <summary>The position of the document's version in the list of versions; negative where the version is unknown.</summary>
    private int CheckVersion()
    {
        const string Field = "metadata-version";
        if (_unreadable.Contains(Field))
        {
            return -1;
        }

        string? text = Find(Field)?[0];
        int version = Array.IndexOf(MetadataField.Versions, text);
        if (version < 0)
        {
            Report(Field, (text is null ? "None" : PythonText.Repr(text)) + " is not a valid metadata version");
        }

        return version;
    }

    private void CheckRequired(string field)
    {
        if (Find(field) is null)
        {
            Report(field, PythonText.Repr(field) + " is a required field");
        }
    }

    private void Report(string field, string message) => _problems.Add(new(field, message));

    private static bool HasSameLabelTwice(List<string> values)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        foreach (string value in values)
        {
            int comma = value.IndexOf(',', StringComparison.Ordinal);
            if (!labels.Add(PythonText.Trim(comma < 0 ? value : value.AsSpan(0, comma)).ToString()))
            {
                return true;
            }
        }

        return false;
    }
}
