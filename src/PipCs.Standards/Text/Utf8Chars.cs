using System.Buffers;
using System.Text;

namespace PipCs.Standards.Text;

/// <summary>UTF-8 as characters in a pooled buffer, which <see cref="Dispose"/> gives back; U+FFFD for invalid bytes.</summary>
internal ref struct Utf8Chars
{
    private readonly char[] _rented;

    public Utf8Chars(ReadOnlySpan<byte> utf8)
    {
        _rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        Span = _rented.AsSpan(0, Encoding.UTF8.GetChars(utf8, _rented));
    }

    /// <summary>The characters.</summary>
    public ReadOnlySpan<char> Span { get; }

    public readonly void Dispose() => ArrayPool<char>.Shared.Return(_rented);
}
