namespace PipCs.Standards.Metadata;

/// <summary>The parts of a content type (RFC 2045), read as strictly as Python's <c>email</c> reads a header without defects.</summary>
internal ref struct ContentType(string text)
{
    /// <summary>The characters, besides blanks, that end a word.</summary>
    private const string WordEnds = "()<>@,:;.\\\"[]/?= \t";

    private ReadOnlySpan<char> _rest = text;

    /// <summary>The type and subtype.</summary>
    public string MediaType { get; private set; } = "";

    /// <summary>The value of <c>charset</c>, or null.</summary>
    public string? Charset { get; private set; }

    /// <summary>The value of <c>variant</c>, or null.</summary>
    public string? Variant { get; private set; }

    /// <summary>Reads all of the text; false where it is no content type.</summary>
    public bool TryRead()
    {
        if (!TryReadWord(WordEnds, out string type) || !TryReadChar('/') || !TryReadWord(WordEnds, out string subtype))
        {
            return false;
        }

        MediaType = type + "/" + subtype;
        while (!_rest.IsEmpty)
        {
            // A last semicolon with nothing behind it is let pass.
            if (!TryReadChar(';') || (!SkipBlanks()) || (!_rest.IsEmpty && !TryReadParameter()))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadParameter()
    {
        if (!TryReadWord(WordEnds + "*'%", out string name) || !TryReadChar('=') || !SkipBlanks())
        {
            return false;
        }

        string value;
        if (_rest.StartsWith('"') ? !TryReadQuoted(out value) : !TryReadWord(WordEnds + "*'", out value))
        {
            return false;
        }

        switch (name.ToUpperInvariant())
        {
            case "CHARSET":
                Charset ??= value;
                break;
            case "VARIANT":
                Variant ??= value;
                break;
        }

        return true;
    }

    private bool TryReadWord(string ends, out string word)
    {
        word = "";
        if (!SkipBlanks())
        {
            return false;
        }

        int length = _rest.IndexOfAny(ends);
        length = length < 0 ? _rest.Length : length;
        if (length == 0 || _rest[..length].ContainsAnyInRange('\0', ' ') || _rest[..length].Contains('\x7f'))
        {
            return false;
        }

        word = _rest[..length].ToString();
        _rest = _rest[length..];
        return SkipBlanks();
    }

    private bool TryReadQuoted(out string value)
    {
        var builder = new System.Text.StringBuilder();
        for (int i = 1; i < _rest.Length; i++)
        {
            if (_rest[i] == '"')
            {
                value = builder.ToString();
                _rest = _rest[(i + 1)..];
                return SkipBlanks();
            }

            i += _rest[i] == '\\' && i + 1 < _rest.Length ? 1 : 0;
            builder.Append(_rest[i]);
        }

        value = "";
        return false;
    }

    private bool TryReadChar(char c)
    {
        if (!_rest.StartsWith(c))
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Skips blanks and comments; false where a comment does not end.</summary>
    private bool SkipBlanks()
    {
        int depth = 0;
        int i = 0;
        for (; i < _rest.Length; i++)
        {
            char c = _rest[i];
            if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && depth > 0)
            {
                depth--;
            }
            else if (c == '\\' && depth > 0)
            {
                i++;
            }
            else if (depth == 0 && c is not (' ' or '\t'))
            {
                break;
            }
        }

        _rest = _rest[Math.Min(i, _rest.Length)..];
        return depth == 0;
    }
}
