using System.Text;

namespace PipCs.Standards.Text;

/// <summary>Writes one line of JSON as Python's <c>json.dumps</c> does by default: <c>", "</c> and <c>": "</c> between the parts, ASCII only.</summary>
public sealed class PythonJsonWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<char> _open = new();
    private bool _isFirst = true;

    /// <summary>Begins an object that is an element of an array, or the whole text.</summary>
    public PythonJsonWriter BeginObject() => Begin('{', '}');

    /// <summary>Begins an array that is an element of an array, or the whole text.</summary>
    public PythonJsonWriter BeginArray() => Begin('[', ']');

    /// <summary>Begins an array that is a member of the open object.</summary>
    public PythonJsonWriter BeginArray(string name) => Key(name).Open('[', ']');

    /// <summary>Ends the object or array that was begun last.</summary>
    public PythonJsonWriter End()
    {
        _text.Append(_open.Pop());
        _isFirst = false;
        return this;
    }

    /// <summary>Writes a member of the open object; null as <c>null</c>.</summary>
    public PythonJsonWriter Member(string name, string? value)
    {
        Key(name);
        return Value(value);
    }

    /// <summary>Writes a member of the open object.</summary>
    public PythonJsonWriter Member(string name, bool value)
    {
        Key(name);
        _text.Append(value ? "true" : "false");
        return this;
    }

    /// <summary>Writes an element of the open array.</summary>
    public PythonJsonWriter Element(string value)
    {
        Separate();
        return Value(value);
    }

    /// <summary>The text that was written.</summary>
    public override string ToString() => _text.ToString();

    private PythonJsonWriter Begin(char open, char close)
    {
        Separate();
        return Open(open, close);
    }

    private PythonJsonWriter Open(char open, char close)
    {
        _text.Append(open);
        _open.Push(close);
        _isFirst = true;
        return this;
    }

    private PythonJsonWriter Key(string name)
    {
        Separate();
        PythonJson.AppendString(_text, name);
        _text.Append(": ");
        return this;
    }

    private PythonJsonWriter Value(string? value)
    {
        if (value is null)
        {
            _text.Append("null");
        }
        else
        {
            PythonJson.AppendString(_text, value);
        }

        return this;
    }

    private void Separate()
    {
        if (!_isFirst)
        {
            _text.Append(", ");
        }

        _isFirst = false;
    }
}
