using System.Text.Json;

namespace PipCs.Standards.SimpleApi;

/// <summary>The members of a file's object that are read (Simple repository API, "Project Detail"; PEP 691, 700, 714, 740).</summary>
internal enum FileKey
{
    /// <summary>None of these.</summary>
    Other,
    FileName,
    Url,
    Hashes,
    RequiresPython,
    Size,
    UploadTime,
    Yanked,
    CoreMetadata,

    /// <summary>The older name of core-metadata, before PEP 714.</summary>
    DistInfoMetadata,
    GpgSig,
    Provenance,
}

/// <summary>Recognises members by their names.</summary>
internal static class FileKeys
{
    /// <summary>The member at the reader's position.</summary>
    public static FileKey Find(scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            Span<byte> name = new byte[reader.ValueSpan.Length];
            return Find(name[..reader.CopyString(name)]);
        }

        return Find(reader.ValueSpan);
    }

    private static FileKey Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("url"u8) => FileKey.Url,
        4 when name.SequenceEqual("size"u8) => FileKey.Size,
        6 when name.SequenceEqual("hashes"u8) => FileKey.Hashes,
        6 when name.SequenceEqual("yanked"u8) => FileKey.Yanked,
        7 when name.SequenceEqual("gpg-sig"u8) => FileKey.GpgSig,
        8 when name.SequenceEqual("filename"u8) => FileKey.FileName,
        10 when name.SequenceEqual("provenance"u8) => FileKey.Provenance,
        11 when name.SequenceEqual("upload-time"u8) => FileKey.UploadTime,
        13 when name.SequenceEqual("core-metadata"u8) => FileKey.CoreMetadata,
        15 when name.SequenceEqual("requires-python"u8) => FileKey.RequiresPython,
        18 when name.SequenceEqual("dist-info-metadata"u8) => FileKey.DistInfoMetadata,
        _ => FileKey.Other,
    };
}
