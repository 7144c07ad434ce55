namespace PipCs.Standards.Metadata;

public sealed partial class CoreMetadata
{
    /// <summary>
    /// What is wrong with a document by the letter of the specification (versions 1.0 to 2.6): unknown fields, fields that the
    /// document's version does not have, repeated or undecodable ones, bad values. Empty where all is well.
    /// </summary>
    /// <remarks>Judges as <c>packaging.metadata.Metadata.from_email(document, validate=True)</c>. Real files break these rules: <see cref="Parse"/> reads them all the same.</remarks>
    public static IReadOnlyList<MetadataProblem> Validate(ReadOnlySpan<byte> document) => new MetadataValidator().Validate(document);
}
