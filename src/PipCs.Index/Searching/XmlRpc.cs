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
        var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            writer.WriteStartElement("methodCall");
            writer.WriteElementString("methodName", "search");
            writer.WriteStartElement("params");
            BeginParameter(writer);
            writer.WriteStartElement("struct");
            WriteWords(writer, "name", words);
            WriteWords(writer, "summary", words);
            writer.WriteEndElement();
            EndParameter(writer);
            BeginParameter(writer);
            writer.WriteElementString("string", "or");
            EndParameter(writer);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads an answer; false where it is none.</summary>
    /// <param name="answer">The document.</param>
    /// <param name="value">What was answered: the first parameter, or what went wrong.</param>
    /// <param name="isFault">Whether something went wrong.</param>
    internal static bool TryRead(ReadOnlyMemory<byte> answer, [NotNullWhen(true)] out object? value, out bool isFault)
    {
        value = null;
        isFault = false;
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(answer.ToArray()),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreWhitespace = true, IgnoreProcessingInstructions = true });
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

    private static void BeginParameter(XmlWriter writer)
    {
        writer.WriteStartElement("param");
        writer.WriteStartElement("value");
    }

    private static void EndParameter(XmlWriter writer)
    {
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteWords(XmlWriter writer, string name, IReadOnlyList<string> words)
    {
        writer.WriteStartElement("member");
        writer.WriteElementString("name", name);
        writer.WriteStartElement("value");
        writer.WriteStartElement("array");
        writer.WriteStartElement("data");
        foreach (var word in words)
        {
            writer.WriteStartElement("value");
            writer.WriteElementString("string", word);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

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
        object value = reader.NodeType != XmlNodeType.Element ? reader.ReadContentAsString()
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
            while (reader.NodeType == XmlNodeType.Element)
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
            while (reader.NodeType == XmlNodeType.Element)
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
