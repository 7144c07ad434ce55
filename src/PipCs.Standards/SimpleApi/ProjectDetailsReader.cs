using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PipCs.Standards.SimpleApi;

/// <summary>Reads a project's document, token by token.</summary>
internal ref struct ProjectDetailsReader
{
    private Utf8JsonReader _reader;

    // Where the reader is, for errors.
    private int _file = -1;
    private string _key = "";

    public ProjectDetailsReader(ReadOnlySpan<byte> json)
    {
        _reader = new Utf8JsonReader(json);
    }

    public ProjectDetails Read()
    {
        try
        {
            _reader.Read();
            ProjectDetails details = ReadDocument();
            return _reader.Read() ? throw Invalid("nothing behind it") : details;
        }
        catch (JsonException error)
        {
            throw new FormatException($"Broken JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}", error);
        }
    }

    private ProjectDetails ReadDocument()
    {
        string? name = null;
        List<FileDetails>? files = null;
        var result = new ProjectDetails { Name = "", Files = [] };
        Expect(JsonTokenType.StartObject, "an object");
        while (NextKey())
        {
            switch (_key)
            {
                case "meta":
                    result = ReadMeta(result);
                    break;
                case "name":
                    name = Text();
                    break;
                case "files":
                    files = ReadFiles();
                    break;
                case "versions":
                    result = result with { Versions = Texts() };
                    break;
                case "alternate-locations":
                    result = result with { AlternateLocations = Texts() };
                    break;
                case "project-status":
                    result = ReadStatus(result);
                    break;
                default:
                    _reader.Skip();
                    break;
            }
        }

        _key = "";
        return result with { Name = name ?? throw Missing("name"), Files = files ?? throw Missing("files") };
    }

    private ProjectDetails ReadMeta(ProjectDetails result)
    {
        Expect(JsonTokenType.StartObject, "an object");
        while (NextKey("meta."))
        {
            switch (_key)
            {
                case "meta.api-version":
                    result = result with { ApiVersion = ApiVersion(Text()) };
                    break;
                case "meta.tracks":
                    result = result with { Tracks = Texts() };
                    break;
                default:
                    _reader.Skip();
                    break;
            }
        }

        return result;
    }

    private readonly (int Major, int Minor) ApiVersion(string text)
    {
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0
            || !int.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            throw Invalid("two numbers with a dot between them");
        }

        return major == ProjectDetails.NewestApiVersion.Major ? (major, minor) : throw new FormatException($"meta.api-version: version {text} is not supported");
    }

    private ProjectDetails ReadStatus(ProjectDetails result)
    {
        Expect(JsonTokenType.StartObject, "an object");
        while (NextKey("project-status."))
        {
            switch (_key)
            {
                case "project-status.status":
                    result = result with
                    {
                        Status = Text() switch
                        {
                            "active" => ProjectStatus.Active,
                            "archived" => ProjectStatus.Archived,
                            "quarantined" => ProjectStatus.Quarantined,
                            "deprecated" => ProjectStatus.Deprecated,
                            _ => ProjectStatus.Other,
                        },
                    };
                    break;
                case "project-status.reason":
                    result = result with { StatusReason = OptionalText() };
                    break;
                default:
                    _reader.Skip();
                    break;
            }
        }

        return result;
    }

    private List<FileDetails> ReadFiles()
    {
        var files = new List<FileDetails>();
        Expect(JsonTokenType.StartArray, "an array");
        for (_file = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; _file++)
        {
            _key = "";
            files.Add(ReadFile());
        }

        _file = -1;
        return files;
    }

    private FileDetails ReadFile()
    {
        string? name = null;
        string? url = null;
        Dictionary<string, string>? hashes = null;
        bool hasCoreMetadata = false;
        var result = new FileDetails { FileName = "", Url = "", Hashes = new Dictionary<string, string>() };
        Expect(JsonTokenType.StartObject, "an object");
        while (NextKey(out FileKey key))
        {
            switch (key)
            {
                case FileKey.FileName:
                    name = Text();
                    break;
                case FileKey.Url:
                    url = Text();
                    break;
                case FileKey.Hashes:
                    hashes = Hashes();
                    break;
                case FileKey.RequiresPython:
                    result = result with { RequiresPython = OptionalText() };
                    break;
                case FileKey.CoreMetadata:
                    hasCoreMetadata = _reader.TokenType != JsonTokenType.Null;
                    result = ReadMetadata(result);
                    break;
                case FileKey.DistInfoMetadata when !hasCoreMetadata:
                    result = ReadMetadata(result);
                    break;
                case FileKey.GpgSig:
                    result = result with { HasSignature = _reader.TokenType == JsonTokenType.Null ? null : Flag() };
                    break;
                case FileKey.Yanked:
                    string? reason = _reader.TokenType == JsonTokenType.String ? Text() : null;
                    result = result with { IsYanked = reason is not null ? reason.Length > 0 : _reader.TokenType != JsonTokenType.Null && Flag(), YankedReason = reason is { Length: > 0 } ? reason : null };
                    break;
                case FileKey.Size:
                    result = result with { Size = _reader.TokenType == JsonTokenType.Null ? null : Size() };
                    break;
                case FileKey.UploadTime:
                    result = result with { UploadTime = UploadTime() };
                    break;
                case FileKey.Provenance:
                    result = result with { Provenance = OptionalText() };
                    break;
                default:
                    _reader.Skip();
                    break;
            }
        }

        _key = "";
        return result with { FileName = name ?? throw Missing("filename"), Url = url ?? throw Missing("url"), Hashes = hashes ?? throw Missing("hashes") };
    }

    private FileDetails ReadMetadata(FileDetails result) => _reader.TokenType == JsonTokenType.StartObject
        ? result with { HasMetadata = true, MetadataHashes = Hashes() }
        : result with { HasMetadata = _reader.TokenType != JsonTokenType.Null && Flag(), MetadataHashes = new Dictionary<string, string>() };

    private Dictionary<string, string> Hashes()
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "an object");
        string outer = _key;
        while (NextKey(outer + "."))
        {
            hashes[_key[(outer.Length + 1)..]] = Text();
        }

        _key = outer;
        return hashes;
    }

    private long Size() => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out long size) && size >= 0 ? size : throw Invalid("a whole number of bytes");

    private readonly DateTimeOffset? UploadTime()
        => _reader.TokenType == JsonTokenType.Null ? null
            : SimpleApi.UploadTime.TryParse(_reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Text()) : _reader.ValueSpan, out DateTimeOffset time) ? time
            : throw Invalid("a time as in ISO 8601");

    private readonly bool Flag() => _reader.TokenType is JsonTokenType.True or JsonTokenType.False ? _reader.TokenType == JsonTokenType.True : throw Invalid("true or false");

    private readonly string? OptionalText() => _reader.TokenType == JsonTokenType.Null ? null : Text();

    private readonly string Text()
    {
        Expect(JsonTokenType.String, "a text");
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("a text of valid characters");
        }
    }

    private List<string> Texts()
    {
        var texts = new List<string>();
        Expect(JsonTokenType.StartArray, "an array of texts");
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(Text());
        }

        return texts;
    }

    /// <summary>Goes to the next member of an object and to its value; false at the object's end.</summary>
    private bool NextKey(string prefix = "") => NextName(prefix) && _reader.Read();

    /// <summary>Goes to the next member of a file's object and to its value; false at the object's end.</summary>
    private bool NextKey(out FileKey key)
    {
        bool hasNext = NextName("");
        key = hasNext ? FileKeys.Find(ref _reader) : default;
        return hasNext && _reader.Read();
    }

    private bool NextName(string prefix)
    {
        _key = prefix;
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        try
        {
            _key = prefix + _reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("a name of valid characters");
        }
    }

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (_reader.TokenType != type)
        {
            throw Invalid(what);
        }
    }

    private readonly FormatException Missing(string key) => new($"{Place(key)}: missing");

    private readonly FormatException Invalid(string expected) => new($"{Place(_key)}: expected {expected}");

    private readonly string Place(string key) => _file >= 0 ? string.Create(CultureInfo.InvariantCulture, $"files[{_file}]{(key.Length > 0 ? "." : "")}{key}") : key.Length > 0 ? key : "document";
}
