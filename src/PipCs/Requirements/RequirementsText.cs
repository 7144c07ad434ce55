using System.Text;
using PipCs.Diagnostics;
using PipCs.Python.Interpreters;
using PipCs.Standards.RequirementsFiles;

namespace PipCs.Requirements;

/// <summary>Decodes requirements files, for every command alike.</summary>
/// <param name="codecs">Python's codecs; null for those of .NET.</param>
/// <param name="reporter">Receives a warning about a file that is decoded with the locale's encoding.</param>
internal sealed class RequirementsText(InterpreterCodecs? codecs, IReporter reporter)
{
    private const string Latin1 = "iso-8859-1";

    /// <summary>Decodes a file of the disk: with the encoding that it declares, otherwise as UTF-8, otherwise with the locale's encoding.</summary>
    /// <exception cref="UserErrorException">It cannot be decoded.</exception>
    internal string Decode(byte[] content, string path)
    {
        return Decode(content, path, FallBack);

        string FallBack()
        {
            var name = LocaleEncoding.Find(Environment.GetEnvironmentVariable);
            reporter.Report(
                Severity.Warning,
                $"unable to decode data from {path} with default encoding utf-8, falling back to encoding from locale: {name}. If this is intentional you should specify the encoding with a PEP-263 style comment, e.g. '# -*- coding: {name} -*-'");
            return name;
        }
    }

    /// <summary>
    /// Decodes a file that a server sent. The charset of the answer takes precedence over a declaration in the file. Without a charset, pip decodes
    /// Latin-1; here the file's declaration and UTF-8 are tried before.
    /// </summary>
    /// <exception cref="UserErrorException">It cannot be decoded.</exception>
    internal string Decode(FetchedFile file, string url) => file.Charset switch
    {
        null => Decode(file.Content, url, () => Latin1),
        _ when file.Content is [0xef, 0xbb, 0xbf, ..] or [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => Decode(file.Content, url, () => Latin1),
        var charset when charset.Equals(Latin1, StringComparison.OrdinalIgnoreCase) => Encoding.Latin1.GetString(file.Content),
        var charset => Leniently(file.Content, charset),
    };

    private string Decode(byte[] content, string path, Func<string> fallback)
    {
        try
        {
            return RequirementsFile.Decode(content, fallback, codecs is null ? null : codecs.Decode);
        }
        catch (FormatException error)
        {
            throw Errors.FileNotDecodable(path, error.Message);
        }
    }

    /// <summary>Decodes with the charset of the answer, which may be wrong. As in pip, bytes outside of the charset become U+FFFD, and an unknown charset counts as UTF-8.</summary>
    private string Leniently(byte[] content, string charset)
    {
        try
        {
            return codecs is null || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(content) : codecs.DecodeLeniently(charset, content);
        }
        catch (FormatException)
        {
            return Encoding.UTF8.GetString(content);
        }
    }
}
