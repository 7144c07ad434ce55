using System.Buffers.Binary;
using System.Text;

namespace PipCs.Python.Interpreters;

/// <summary>A probe's answer as it was given, which is also the form in which it is cached. Texts are decoded when they are asked for. Immutable.</summary>
internal sealed class InterpreterFacts
{
    private const int Count = (int)Fact.LibraryFolders + 1;

    private readonly ReadOnlyMemory<byte> _payload;
    private readonly int[] _starts;

    private InterpreterFacts(ReadOnlyMemory<byte> payload, int[] starts)
    {
        _payload = payload;
        _starts = starts;
    }

    /// <summary>The bytes to keep.</summary>
    internal ReadOnlySpan<byte> Payload => _payload.Span;

    /// <summary>Reads an answer; null where it has another format.</summary>
    internal static InterpreterFacts? Read(ReadOnlyMemory<byte> payload)
    {
        var starts = new int[Count];
        var span = payload.Span;
        var at = 0;
        for (var index = 0; index < Count; index++)
        {
            if (span.Length - at < sizeof(int))
            {
                return null;
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(span[at..]);
            at += sizeof(int);
            if (length < 0 || length > span.Length - at)
            {
                return null;
            }

            starts[index] = at;
            at += length;
        }

        return at == span.Length ? new InterpreterFacts(payload, starts) : null;
    }

    /// <summary>A fact as UTF-8.</summary>
    internal ReadOnlySpan<byte> GetBytes(Fact fact)
    {
        var start = _starts[(int)fact];
        return _payload.Span.Slice(start, BinaryPrimitives.ReadInt32LittleEndian(_payload.Span[(start - sizeof(int))..]));
    }

    /// <summary>A fact as text; empty where it does not apply.</summary>
    internal string Get(Fact fact) => Encoding.UTF8.GetString(GetBytes(fact));

    /// <summary>A fact that is a list.</summary>
    internal string[] GetList(Fact fact)
    {
        var text = Get(fact);
        return text.Length == 0 ? [] : text.Split('\0');
    }

    /// <summary>Whether a configuration variable is set and not zero.</summary>
    internal bool IsSet(Fact fact)
    {
        var bytes = GetBytes(fact);
        return !bytes.IsEmpty && !bytes.SequenceEqual("0"u8);
    }
}
