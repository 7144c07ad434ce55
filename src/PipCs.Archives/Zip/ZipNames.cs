using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PipCs.Archives.Zip;

/// <summary>Names of members: UTF-8 where bit 11 says so, else code page 437 (APPNOTE appendix D).</summary>
internal static class ZipNames
{
    private const string UpperHalf =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ" +
        "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
        "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀" +
        "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    internal static byte[] ToUtf8(ReadOnlySpan<byte> name, bool isUtf8)
    {
        if (isUtf8)
        {
            return Utf8.IsValid(name) ? name.ToArray() : throw new InvalidDataException("A member's name is not valid UTF-8.");
        }

        return Ascii.IsValid(name) ? name.ToArray() : FromCodePage437(name);
    }

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
