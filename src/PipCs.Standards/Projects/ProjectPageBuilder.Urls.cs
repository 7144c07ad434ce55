using System.Buffers;
using System.Text;

namespace PipCs.Standards.Projects;

public sealed partial class ProjectPageBuilder
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/"u8);

    private int _source;
    private string _baseUrl = "";
    private byte[] _baseUtf8 = [];
    private int _originLength;
    private int[] _ancestors = [];

    /// <summary>Begins the files of a page or folder.</summary>
    /// <param name="comesFrom">The page as messages name it, without credentials; empty for a folder.</param>
    /// <param name="baseUrl">The absolute URL that relative links start from, without credentials.</param>
    public void BeginSource(string comesFrom, string baseUrl)
    {
        ArgumentNullException.ThrowIfNull(comesFrom);
        ArgumentNullException.ThrowIfNull(baseUrl);
        _source = _sources.Offsets[_sources.Add(Encoding.UTF8.GetBytes(comesFrom))];
        _baseUrl = LinkUrl.EnsureQuoted(baseUrl);
        _baseUtf8 = Encoding.UTF8.GetBytes(_baseUrl);
        _originLength = Encoding.UTF8.GetByteCount(_baseUrl.AsSpan(0, LinkUrl.OriginLength(_baseUrl)));

        // The ends of the folders above the page, which leading ../ parts go back through.
        var end = _baseUtf8.AsSpan().IndexOfAny((byte)'?', (byte)'#') is var query and >= 0 ? query : _baseUtf8.Length;
        var slashes = new List<int>();
        for (var at = end - 1; at >= _originLength; at--)
        {
            if (_baseUtf8[at] == '/')
            {
                slashes.Add(at + 1);
            }
        }

        _ancestors = [.. slashes];
    }

    /// <summary>
    /// Stores a URL as base, folder and (usually) the file name, all shared. A URL that needs no quoting and no
    /// joining except for <c>../</c> at its start is split without copying, which is true of nearly every link.
    /// </summary>
    private void SetUrl(ref Row row, ReadOnlySpan<byte> url, ReadOnlySpan<byte> path, ReadOnlySpan<byte> segment)
    {
        if (path.Length != url.Length || !TrySplitPlain(path[..^segment.Length], segment, out var start, out var folder))
        {
            SetOddUrl(ref row, Encoding.UTF8.GetString(url));
            return;
        }

        row.Base = _bases.Offsets[_bases.Add(start)];
        row.Url = _folders.Offsets[_folders.Add(folder)];
    }

    private bool TrySplitPlain(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> start, out ReadOnlySpan<byte> rest)
    {
        start = default;
        rest = folder;
        if (segment.ContainsAnyExcept(Plain))
        {
            return false;
        }

        if (folder.StartsWith("https://"u8) || folder.StartsWith("http://"u8))
        {
            var slash = folder[8..].IndexOf((byte)'/') + 8;
            if (slash < 8 || folder[..slash].Contains((byte)'@'))
            {
                return false;
            }

            if (folder[slash..].ContainsAnyExcept(Plain))
            {
                return false;
            }

            var second = folder[(slash + 1)..].IndexOf((byte)'/');
            slash += second < 0 ? 1 : second + 2;
            start = folder[..slash];
            rest = folder[slash..];
            return true;
        }

        if (folder.StartsWith("/"u8))
        {
            start = _baseUtf8.AsSpan(0, Math.Min(_originLength + 1, _baseUtf8.Length));
            rest = folder[1..];
        }
        else
        {
            var up = 0;
            while (rest.StartsWith("../"u8))
            {
                up++;
                rest = rest[3..];
            }

            if (up >= _ancestors.Length)
            {
                return false;
            }

            start = _baseUtf8.AsSpan(0, _ancestors[up]);
        }

        return start.EndsWith("/"u8) && !rest.ContainsAnyExcept(Plain) && !rest.StartsWith("."u8) && !rest.StartsWith("/"u8) && rest.IndexOf("/."u8) < 0 && rest.IndexOf("//"u8) < 0;
    }

    private void SetOddUrl(ref Row row, string url)
    {
        var absolute = LinkUrl.EnsureQuoted(LinkUrl.Join(_baseUrl, url));
        HoldsCredentials |= LinkUrl.TrySplitCredentials(absolute, out _, out _, out _);
        var origin = LinkUrl.OriginLength(absolute);
        row.Base = _bases.Offsets[_bases.Add(Encoding.UTF8.GetBytes(absolute[..origin]))];
        row.Url = _texts.Append(Encoding.UTF8.GetBytes(absolute[origin..]));
        row.Flags |= PageFileFlags.UrlHasName;
    }
}
