using System.Text;
using PipCs.Diagnostics;
using PipCs.Python.Interpreters;
using PipCs.Standards.RequirementsFiles;

namespace PipCs.Requirements;

/// <summary>Decodes requirements files, for every command alike.</summary>
/// <param name="codecs">Python's codecs; null for those of .NET.</param>
/// <param name="reporter">Told where a file is in the locale's encoding.</param>
internal sealed class RequirementsText(InterpreterCodecs? codecs, IReporter reporter)
{
    private const string Latin1 = "iso-8859-1";

    /// <summary>Decodes a file of the disk: as it declares, in UTF-8, else in the locale's encoding.</summary>
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
    /// Decodes a file that a URL names: in the charset that the answer names, whatever the file declares. Where it names none, pip reads Latin-1; that is taken here
    /// only for what the file does not declare and is not UTF-8.
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

    /// <summary>Decodes as a server says, which may be wrong: what does not fit its charset becomes U+FFFD, an unknown charset counts as UTF-8, as for pip.</summary>
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
