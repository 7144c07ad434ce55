using PipCs.Diagnostics;

namespace PipCs.Standards.Projects;

public static partial class LinkUrl
{
    internal const string FileScheme = "file:";

    /// <summary>Whether it is a <c>file:</c> URL, of this machine or another.</summary>
    public static bool IsFile(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The same for a URL in UTF-8 as an index page gives it.</summary>
    internal static bool IsFile(ReadOnlySpan<byte> url) => url.StartsWith("file:"u8);

    /// <summary>The URL without its fragment and the <c>#</c> before it.</summary>
    public static string WithoutFragment(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment ? url[..fragment] : url;
    }

    /// <summary>Whether it is the URL of a document that can be read: <c>http:</c>, <c>https:</c> or <c>file:</c>.</summary>
    public static bool IsDocument(string text)
        => IsFile(text) || text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>pip's message for a <c>file:</c> URL that names another host, which <see cref="ToPath"/> knows no path for.</summary>
    public static string DescribeOtherHost(string url) => "non-local file URIs are not supported on this platform: " + PythonQuoting.Quote(Redact(url));

    /// <summary>The local path of a <c>file:</c> URL; null where it names another host, or is none.</summary>
    public static string? ToPath(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!IsFile(url))
        {
            return null;
        }

        var rest = url.AsSpan(FileScheme.Length);
        if (rest.IndexOfAny('?', '#') is var end and >= 0)
        {
            rest = rest[..end];
        }

        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest[2..].IndexOf('/');
            var host = slash < 0 ? rest[2..] : rest.Slice(2, slash);
            if (!host.IsEmpty && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            rest = slash < 0 ? "/" : rest[(2 + slash)..];
        }

        return Unquote(rest.ToString());
    }

    /// <summary>The <c>file:</c> URL of an absolute path.</summary>
    public static string FromPath(string absolutePath) => FileScheme + "//" + Quote(absolutePath);
}
