using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;

namespace PipCs.Index.Searching;

/// <summary>The little of XML-RPC that a search needs: one call out, one answer in. Values are text, lists of values and structs; a scalar of any type is its text.</summary>
internal static class XmlRpc
{
    private const int DeepestNesting = 16;

    /// <summary>The call <c>search({"name": words, "summary": words}, "or")</c>.</summary>
    internal static byte[] SearchCall(IReadOnlyList<string> words)
    {
        var list = $"<value><array><data>{string.Concat(words.Select(static word => $"<value><string>{Escape(word)}</string></value>"))}</data></array></value>";
        return Encoding.UTF8.GetBytes(
            "<?xml version='1.0'?><methodCall><methodName>search</methodName><params>"
            + $"<param><value><struct><member><name>name</name>{list}</member><member><name>summary</name>{list}</member></struct></value></param>"
            + "<param><value><string>or</string></value></param></params></methodCall>");
    }

    /// <summary>Reads an answer; false where the document is none.</summary>
    /// <param name="answer">The document.</param>
    /// <param name="value">The first parameter of the answer, or the fault.</param>
    /// <param name="isFault">Whether the answer is a fault.</param>
    internal static bool TryRead(ReadOnlyMemory<byte> answer, [NotNullWhen(true)] out object? value, out bool isFault)
    {
        value = null;
        isFault = false;
        try
        {
            // The plain reader: XmlReader.Create brings schemas with it, a tenth of the program.
            using var reader = new XmlTextReader(new MemoryStream(answer.ToArray())) { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, WhitespaceHandling = WhitespaceHandling.None };
            reader.MoveToContent();
            reader.ReadStartElement("methodResponse");
            isFault = reader.IsStartElement("fault");
            if (isFault)
            {
                reader.ReadStartElement("fault");
            }
            else
            {
                reader.ReadStartElement("params");
                reader.ReadStartElement("param");
            }

            value = ReadValue(reader, 0);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static string Escape(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static object ReadValue(XmlReader reader, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new XmlException("The values are nested too deeply.");
        }

        if (reader.IsEmptyElement)
        {
            reader.ReadStartElement("value");
            return "";
        }

        reader.ReadStartElement("value");
        object value = reader.MoveToContent() != XmlNodeType.Element ? reader.ReadContentAsString()
            : reader.Name == "array" ? ReadArray(reader, depth)
            : reader.Name == "struct" ? ReadStruct(reader, depth)
            : reader.ReadElementContentAsString();
        reader.ReadEndElement();
        return value;
    }

    private static List<object> ReadArray(XmlReader reader, int depth)
    {
        var values = new List<object>();
        reader.ReadStartElement("array");
        var isEmpty = reader.IsEmptyElement;
        reader.ReadStartElement("data");
        if (!isEmpty)
        {
            while (reader.MoveToContent() == XmlNodeType.Element)
            {
                values.Add(ReadValue(reader, depth + 1));
            }

            reader.ReadEndElement();
        }

        reader.ReadEndElement();
        return values;
    }

    private static Dictionary<string, object> ReadStruct(XmlReader reader, int depth)
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal);
        var isEmpty = reader.IsEmptyElement;
        reader.ReadStartElement("struct");
        if (!isEmpty)
        {
            while (reader.MoveToContent() == XmlNodeType.Element)
            {
                reader.ReadStartElement("member");
                var name = reader.ReadElementContentAsString("name", "");
                members[name] = ReadValue(reader, depth + 1);
                reader.ReadEndElement();
            }

            reader.ReadEndElement();
        }

        return members;
    }
}
