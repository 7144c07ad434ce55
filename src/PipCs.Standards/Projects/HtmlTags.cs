using System.Globalization;
using System.Text;

namespace PipCs.Standards.Projects;

/// <summary>Goes through the start tags of an HTML text. It is tolerant: anything that is not a tag counts as text.</summary>
internal ref struct HtmlTags(string html)
{
    private readonly string _html = html;
    private int _at;
    private int _nameStart;
    private int _nameEnd;

    /// <summary>Goes on to the next start tag.</summary>
    internal bool MoveNext()
    {
        while (_html.IndexOf('<', _at) is var open and >= 0)
        {
            _at = open + 1;
            if (_html.AsSpan(_at).StartsWith("!--", StringComparison.Ordinal))
            {
                var end = _html.IndexOf("-->", _at + 3, StringComparison.Ordinal);
                _at = end < 0 ? _html.Length : end + 3;
            }
            else if (_at < _html.Length && char.IsAsciiLetter(_html[_at]))
            {
                _nameStart = _at;
                while (_at < _html.Length && !(char.IsWhiteSpace(_html[_at]) || _html[_at] is '/' or '>'))
                {
                    _at++;
                }

                _nameEnd = _at;
                _at = EndOfTag(_at);
                SkipRawText();
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the tag has this (lower-case) name.</summary>
    internal readonly bool Is(string name) => _html.AsSpan(_nameStart, _nameEnd - _nameStart).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The decoded value of an attribute (the last of that name, as pip takes it); null where it is absent or has no value.</summary>
    internal readonly string? Attribute(string name)
    {
        string? found = null;
        var at = _nameEnd;
        while (true)
        {
            while (at < _html.Length && (char.IsWhiteSpace(_html[at]) || _html[at] == '/'))
            {
                at++;
            }

            if (at >= _html.Length || _html[at] == '>')
            {
                return found;
            }

            var start = at++;
            while (at < _html.Length && !(char.IsWhiteSpace(_html[at]) || _html[at] is '/' or '>' or '='))
            {
                at++;
            }

            var isWanted = _html.AsSpan(start, at - start).Equals(name, StringComparison.OrdinalIgnoreCase);
            var hasValue = TryReadValue(ref at, out var value);
            if (isWanted)
            {
                found = hasValue ? Decode(value) : null;
            }
        }
    }

    private readonly bool TryReadValue(ref int at, out ReadOnlySpan<char> value)
    {
        value = default;
        var next = at;
        while (next < _html.Length && char.IsWhiteSpace(_html[next]))
        {
            next++;
        }

        if (next >= _html.Length || _html[next] != '=')
        {
            return false;
        }

        do
        {
            next++;
        }
        while (next < _html.Length && char.IsWhiteSpace(_html[next]));
        if (next < _html.Length && _html[next] is '"' or '\'')
        {
            var end = _html.IndexOf(_html[next], next + 1);
            end = end < 0 ? _html.Length : end;
            at = Math.Min(end + 1, _html.Length);
            value = _html.AsSpan(next + 1, end - next - 1);
            return true;
        }

        at = next;
        while (at < _html.Length && !(char.IsWhiteSpace(_html[at]) || _html[at] == '>'))
        {
            at++;
        }

        value = _html.AsSpan(next, at - next);
        return true;
    }

    private readonly int EndOfTag(int at)
    {
        var quote = '\0';
        for (; at < _html.Length; at++)
        {
            var value = _html[at];
            if (quote != '\0')
            {
                quote = value == quote ? '\0' : quote;
            }
            else if (value is '"' or '\'' && _html[at - 1] is '=' or ' ' or '\t' or '\n')
            {
                quote = value;
            }
            else if (value == '>')
            {
                return at + 1;
            }
        }

        return at;
    }

    private void SkipRawText()
    {
        var name = Is("script") ? "</script" : Is("style") ? "</style" : null;
        if (name is not null)
        {
            var end = _html.IndexOf(name, _at, StringComparison.OrdinalIgnoreCase);
            _at = end < 0 ? _html.Length : end;
        }
    }

    /// <summary>Decodes character references: numeric ones, and the named ones that links and versions need.</summary>
    private static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var ampersand = text.IndexOf('&');
            if (ampersand < 0)
            {
                result.Append(text);
                break;
            }

            result.Append(text[..ampersand]);
            text = text[ampersand..];
            var length = Reference(text, result);
            if (length == 0)
            {
                result.Append('&');
                length = 1;
            }

            text = text[length..];
        }

        return result.ToString();
    }

    private static int Reference(ReadOnlySpan<char> text, StringBuilder result)
    {
        if (text.Length > 2 && text[1] == '#')
        {
            var isHexadecimal = text[2] is 'x' or 'X';
            var start = isHexadecimal ? 3 : 2;
            var end = start;
            while (end < text.Length && (isHexadecimal ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
            {
                end++;
            }

            if (end == start || !int.TryParse(text[start..end], isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                return 0;
            }

            result.Append(Rune.IsValid(code) && code != 0 ? new Rune(code).ToString() : "\uFFFD");
            return end < text.Length && text[end] == ';' ? end + 1 : end;
        }

        ReadOnlySpan<(string Name, char Value)> known = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"'), ("&apos;", '\''), ("&nbsp;", '\u00A0'), ("&lt", '<'), ("&gt", '>'), ("&amp", '&'), ("&quot", '"')];
        foreach (var (name, value) in known)
        {
            if (text.StartsWith(name, StringComparison.Ordinal))
            {
                result.Append(value);
                return name.Length;
            }
        }

        return 0;
    }
}
