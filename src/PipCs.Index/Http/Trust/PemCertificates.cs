using System.Buffers;
using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipCs.Platform;

namespace PipCs.Index.Http.Trust;

/// <summary>
/// The certificates of PEM files (RFC 7468) by the names of their subjects. OpenSSL takes 41 ms to load Debian's bundle.
/// Splitting its text takes a hundredth of that, and only the certificates that a chain needs are then loaded.
/// </summary>
internal sealed class PemCertificates
{
    private readonly List<(ReadOnlyMemory<byte> Der, ReadOnlyMemory<byte> Subject)> _certificates = [];

    internal int Count => _certificates.Count;

    /// <summary>Adds the certificates of a file; other text, other PEM objects and malformed ones are skipped.</summary>
    /// <returns>The error of reading the file, or none.</returns>
    internal Errno Add(string path)
    {
        var error = NativeFile.ReadAll(path, out var text);
        if (error == Errno.None)
        {
            Add(text);
        }

        return error;
    }

    internal void Add(ReadOnlySpan<byte> text)
    {
        var begin = "-----BEGIN CERTIFICATE-----"u8;
        while (text.IndexOf(begin) is var start and >= 0)
        {
            text = text[(start + begin.Length)..];
            var encoded = text[..Math.Max(0, text.IndexOf("-----END"u8))];
            var der = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
            if (Base64.DecodeFromUtf8(encoded, der, out _, out var length) == OperationStatus.Done && TryFindSubject(der.AsMemory(0, length), out var subject))
            {
                _certificates.Add((der.AsMemory(0, length), subject));
            }
        }
    }

    /// <summary>Loads the certificates whose subject has this name, byte for byte.</summary>
    /// <param name="name">A Name in DER (RFC 5280 4.1.2.4).</param>
    /// <param name="found">Gets the certificates.</param>
    internal void LoadNamed(ReadOnlySpan<byte> name, X509Certificate2Collection found)
    {
        foreach (var (der, subject) in _certificates)
        {
            if (subject.Span.SequenceEqual(name))
            {
                Load(der.Span, found);
            }
        }
    }

    internal void LoadAll(X509Certificate2Collection found)
    {
        foreach (var (der, _) in _certificates)
        {
            Load(der.Span, found);
        }
    }

    private static void Load(ReadOnlySpan<byte> der, X509Certificate2Collection found)
    {
        try
        {
            found.Add(X509CertificateLoader.LoadCertificate(der));
        }
        catch (CryptographicException)
        {
            // A certificate that cannot be loaded cannot be a root.
        }
    }

    /// <summary>Walks to a certificate's subject: tbsCertificate, [0] version, serial number, algorithm, issuer, validity, subject (RFC 5280 4.1).</summary>
    private static bool TryFindSubject(ReadOnlyMemory<byte> certificate, out ReadOnlyMemory<byte> subject)
    {
        subject = default;
        try
        {
            var fields = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            if (fields.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                _ = fields.ReadEncodedValue();
            }

            for (var skipped = 0; skipped < 4; skipped++)
            {
                _ = fields.ReadEncodedValue();
            }

            subject = fields.ReadEncodedValue();
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
