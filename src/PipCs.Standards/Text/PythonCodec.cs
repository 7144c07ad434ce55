using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PipCs.Standards.Text;

/// <summary>The messages of Python's <c>utf-8</c> codec about invalid bytes.</summary>
internal static class PythonCodec
{
    /// <summary>The text of its <c>UnicodeDecodeError</c>; null where the bytes are UTF-8.</summary>
    internal static string? DescribeInvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        int position = 0;
        OperationStatus status;
        int length;
        while ((status = Rune.DecodeFromUtf8(bytes[position..], out _, out length)) == OperationStatus.Done)
        {
            position += length;
        }

        byte first = bytes[position];
        string reason = status == OperationStatus.NeedMoreData ? "unexpected end of data"
            : first is < 0xc2 or > 0xf4 ? "invalid start byte"
            : "invalid continuation byte";
        string place = length == 1 ? $"byte 0x{first:x2} in position {position}" : $"bytes in position {position}-{position + length - 1}";
        return $"'utf-8' codec can't decode {place}: {reason}";
    }
}
