namespace PipCs.Standards.Metadata;

public sealed partial class CoreMetadata
{
    /// <summary>
    /// Checks a document strictly against the specification (versions 1.0 to 2.6): unknown fields, fields that the
    /// document's version does not have, repeated or undecodable ones, bad values. Empty where there are no problems.
    /// </summary>
    /// <remarks>The results are those of <c>packaging.metadata.Metadata.from_email(document, validate=True)</c>. Real files violate these rules; <see cref="Parse"/> reads them nevertheless.</remarks>
    public static IReadOnlyList<MetadataProblem> Validate(ReadOnlySpan<byte> document) => new MetadataValidator().Validate(document);
}
