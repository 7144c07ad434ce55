using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PipCs.Archives.Zip;

/// <summary>Names of members: UTF-8 if bit 11 is set, else code page 437 (APPNOTE appendix D).</summary>
internal static class ZipNames
{
    private const string UpperHalf =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ" +
        "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀" +
        "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    /// <summary>The name itself where it is UTF-8 already.</summary>
    internal static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<byte> name, bool isUtf8) => IsUtf8(name, isUtf8) ? name : FromCodePage437(name);

    /// <summary>The name itself where it is UTF-8 already.</summary>
    internal static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> name, bool isUtf8) => IsUtf8(name.Span, isUtf8) ? name : FromCodePage437(name.Span);

    /// <summary>A name for a message, with replacements for characters that could harm a terminal.</summary>
    internal static string Show(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name[..Math.Min(200, name.Length)]).ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = char.IsControl(text[i]) ? '?' : text[i];
        }

        return new(text);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> name, bool isUtf8)
        => !isUtf8 ? Ascii.IsValid(name) : Utf8.IsValid(name) ? true : throw new InvalidDataException("A member's name is not valid UTF-8.");

    private static byte[] FromCodePage437(ReadOnlySpan<byte> name)
    {
        var output = new ArrayBufferWriter<byte>(name.Length * 3);
        foreach (var value in name)
        {
            var length = new Rune(value < 0x80 ? (char)value : UpperHalf[value - 0x80]).EncodeToUtf8(output.GetSpan(4));
            output.Advance(length);
        }

        return output.WrittenSpan.ToArray();
    }
}
