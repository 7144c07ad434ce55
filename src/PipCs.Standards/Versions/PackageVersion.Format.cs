using System.Globalization;

namespace PipCs.Standards.Versions;

public readonly partial struct PackageVersion
{
    /// <summary>The canonical text, as <c>str(packaging.version.Version(...))</c>.</summary>
    public override string ToString()
    {
        if (_long is not null)
        {
            return _long.ToString();
        }

        // A key holds too few bits for a longer text.
        Span<char> buffer = stackalloc char[96];
        return TryFormat(buffer, out int length, default, null) ? buffer[..length].ToString() : "";
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes the canonical text; format and provider are disregarded.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        if (_long is not null)
        {
            string text = _long.ToString();
            charsWritten = text.Length <= destination.Length ? text.Length : 0;
            return text.TryCopyTo(destination);
        }

        if (_bits == 0)
        {
            return true;
        }

        var writer = new TextWriter(destination);
        var reader = new VersionKey.Reader(_bits);
        bool first = true;
        while (reader.TryReadComponent(out ulong component))
        {
            writer.Write(first ? "" : ".", component);
            first = false;
        }

        for (ulong zeros = _bits & VersionKey.SpellingMask; zeros > 0; zeros--)
        {
            writer.Write(first ? "" : ".", 0);
            first = false;
        }

        if (reader.PeekKind() != 2)
        {
            VersionKey.Suffix suffix = reader.ReadSuffix();
            if (suffix.Pre != PreReleaseKind.None)
            {
                writer.Write(KindText(suffix.Pre), suffix.PreNumber);
            }

            if (suffix.HasPost)
            {
                writer.Write(".post", suffix.Post);
            }

            if (suffix.HasDev)
            {
                writer.Write(".dev", suffix.Dev);
            }
        }

        charsWritten = writer.Length;
        return charsWritten >= 0;
    }

    private ref struct TextWriter(Span<char> destination)
    {
        private readonly Span<char> _destination = destination;

        /// <summary>The number of characters written; negative once the text did not fit.</summary>
        public int Length { get; private set; }

        public void Write(ReadOnlySpan<char> prefix, ulong number)
        {
            if (Length < 0)
            {
                return;
            }

            Span<char> rest = _destination[Length..];
            Length = prefix.TryCopyTo(rest) && number.TryFormat(rest[prefix.Length..], out int digits, default, CultureInfo.InvariantCulture)
                ? Length + prefix.Length + digits
                : -1;
        }
    }
}
