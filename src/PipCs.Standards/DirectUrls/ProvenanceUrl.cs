using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using PipCs.Standards.Text;

namespace PipCs.Standards.DirectUrls;

/// <summary>
/// The file and the index from which a distribution was installed by its name: <c>provenance_url.json</c> (PEP 710, a draft). A distribution
/// never has both this and <see cref="DirectUrl"/>.
/// </summary>
public sealed record ProvenanceUrl
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary><c>url</c>: where the wheel, or the sdist that it was built from, was downloaded. Secrets in it are left out when it is written.</summary>
    public required string Url { get; init; }

    /// <summary><c>index_url</c>: the base URL of the index, such as <c>https://pypi.org/simple/</c>. It is written without the secrets in it.</summary>
    public required string IndexUrl { get; init; }

    /// <summary><c>archive_info.hashes</c>: the file's hashes by algorithm, at least one, in hexadecimal.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>Reads a document; gives the message of <see cref="Parse"/> where that fails.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out ProvenanceUrl? result, [NotNullWhen(false)] out string? error)
        => DocumentParsing.TryParse(utf8Json, Parse, out result, out error);

    /// <summary>Reads a document as strictly as the specification has it: no key more, no hash that is not secure.</summary>
    /// <exception cref="FormatException">It is not JSON, or not as the specification has it; the message names the key.</exception>
    public static ProvenanceUrl Parse(ReadOnlySpan<byte> utf8Json)
    {
        using JsonDocument document = OriginJson.Parse(utf8Json);
        return OriginJson.Read(document, Read);
    }

    /// <summary>The document's bytes, its keys sorted as in <c>direct_url.json</c>.</summary>
    /// <exception cref="FormatException">The hashes are not as the specification has them.</exception>
    public byte[] ToJson()
    {
        Check(Hashes);
        var builder = new StringBuilder("{\"archive_info\": {");
        OriginJson.WriteHashes(builder, Hashes);
        builder.Append('}');
        OriginJson.WriteMember(builder, "index_url", DirectUrl.WithoutSecrets(IndexUrl));
        OriginJson.WriteMember(builder, "url", DirectUrl.WithoutSecrets(Url));
        return Encoding.ASCII.GetBytes(builder.Append('}').ToString());
    }

    private static ProvenanceUrl Read(JsonElement root)
    {
        RequireOnly(root, "", "url", "archive_info", "index_url");
        JsonElement archive = OriginJson.Object(root, "archive_info") ?? throw OriginJson.Missing("archive_info");
        RequireOnly(archive, "archive_info.", "hashes");
        Dictionary<string, string> hashes = OriginJson.ReadHashes(OriginJson.Object(archive, "hashes", "archive_info.") ?? throw OriginJson.Missing("archive_info.hashes"));
        Check(hashes);
        return new ProvenanceUrl
        {
            Url = OriginJson.RequiredText(root, "url", ""),
            IndexUrl = OriginJson.RequiredText(root, "index_url", ""),
            Hashes = hashes,
        };
    }

    private static void RequireOnly(JsonElement element, string context, params ReadOnlySpan<string> names)
    {
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw OriginJson.Invalid("Unexpected key", context + member.Name);
            }
        }
    }

    private static void Check(IReadOnlyDictionary<string, string> hashes)
    {
        if (hashes.Count == 0)
        {
            throw OriginJson.Invalid("At least one hash is expected", "archive_info.hashes");
        }

        foreach ((string algorithm, string value) in hashes)
        {
            int digits = DigitsOf(algorithm);
            if (digits == 0)
            {
                throw OriginJson.Invalid($"Hash {PythonText.Repr(algorithm)} is not allowed", "archive_info.hashes");
            }

            if (value.Length != digits || value.AsSpan().ContainsAnyExcept(Hexadecimal))
            {
                throw OriginJson.Invalid($"Hash {algorithm} must have {digits} hexadecimal digits", "archive_info.hashes");
            }
        }
    }

    /// <summary>How many hexadecimal digits a hash has: of those that <c>hashlib</c> guarantees, but for MD5, SHA-1 and those without a length of their own. 0 for others.</summary>
    private static int DigitsOf(string algorithm) => algorithm switch
    {
        "sha224" or "sha3_224" => 56,
        "sha256" or "sha3_256" or "blake2s" => 64,
        "sha384" or "sha3_384" => 96,
        "sha512" or "sha3_512" or "blake2b" => 128,
        _ => 0,
    };
}
