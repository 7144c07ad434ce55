namespace PipCs.Archives.Deflate;

/// <summary>The meanings of the symbols of RFC 1951, as templates of <see cref="HuffmanTable"/>: value in the upper half, kind, number of extra bits.</summary>
internal static class DeflateAlphabet
{
    internal const int LiteralSymbols = 288;
    internal const int DistanceSymbols = 32;
    internal const int LengthOrderSymbols = 19;

    /// <summary>The order of the lengths of the code lengths' codes (3.2.7).</summary>
    internal static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    internal static uint[] Literals { get; } = MakeLiterals();

    internal static uint[] Distances { get; } = MakeDistances();

    internal static uint[] Lengths { get; } = MakeLengths();

    private static uint[] MakeLiterals()
    {
        var templates = new uint[LiteralSymbols];
        for (var i = 0; i < 256; i++)
        {
            templates[i] = ((uint)i << 16) | HuffmanTable.KindLiteral;
        }

        templates[256] = HuffmanTable.KindEnd;
        var length = 3u;
        for (var i = 257; i < 285; i++)
        {
            var extra = i < 265 ? 0 : (i - 261) / 4;
            templates[i] = (length << 16) | (uint)extra;
            length += 1u << extra;
        }

        templates[285] = 258u << 16;
        templates[286] = templates[287] = HuffmanTable.KindInvalid;
        return templates;
    }

    private static uint[] MakeDistances()
    {
        var templates = new uint[DistanceSymbols];
        var distance = 1u;
        for (var i = 0; i < 30; i++)
        {
            var extra = i < 4 ? 0 : (i - 2) / 2;
            templates[i] = (distance << 16) | (uint)extra;
            distance += 1u << extra;
        }

        templates[30] = templates[31] = HuffmanTable.KindInvalid;
        return templates;
    }

    private static uint[] MakeLengths()
    {
        var templates = new uint[LengthOrderSymbols];
        for (var i = 0; i < templates.Length; i++)
        {
            templates[i] = (uint)i << 16;
        }

        return templates;
    }
}
