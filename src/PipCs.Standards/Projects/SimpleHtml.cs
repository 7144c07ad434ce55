using System.Text;

namespace PipCs.Standards.Projects;

/// <summary>
/// Reads a project's page in HTML (Simple repository API, PEP 503, 592, 658, 714): the anchors and the
/// first base, as leniently as a browser. Comments, scripts and styles are skipped.
/// </summary>
internal static class SimpleHtml
{
    /// <summary>Adds the page's files; begins the source itself, since the page may name another base.</summary>
    internal static void Read(string html, string comesFrom, string pageUrl, ProjectPageBuilder builder)
    {
        builder.BeginSource(comesFrom, FindBase(html) is { } href ? LinkUrl.Join(pageUrl, href) : pageUrl);
        var tags = new HtmlTags(html);
        while (tags.MoveNext())
        {
            if (tags.Is("a"))
            {
                Add(ref tags, builder);
            }
        }
    }

    /// <summary>The first base with a link: it counts for all anchors, also those before it.</summary>
    private static string? FindBase(string html)
    {
        if (!html.Contains("<base", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var tags = new HtmlTags(html);
        while (tags.MoveNext())
        {
            if (tags.Is("base") && tags.Attribute("href") is { } href)
            {
                return href;
            }
        }

        return null;
    }

    private static void Add(ref HtmlTags tags, ProjectPageBuilder builder)
    {
        if (tags.Attribute("href") is not { Length: > 0 } href)
        {
            return;
        }

        var entry = new ProjectFileEntry { Url = Encoding.UTF8.GetBytes(href) };
        if (tags.Attribute("data-requires-python") is { } requiresPython)
        {
            entry.RequiresPython = Encoding.UTF8.GetBytes(requiresPython);
        }

        // pip ignores an attribute without a value, but an empty value means "yanked".
        if (tags.Attribute("data-yanked") is { } reason)
        {
            entry.IsYanked = true;
            entry.YankedReason = Encoding.UTF8.GetBytes(reason);
        }

        if ((tags.Attribute("data-core-metadata") ?? tags.Attribute("data-dist-info-metadata")) is { } metadata)
        {
            entry.HasMetadata = true;
            if (metadata.StartsWith("sha256=", StringComparison.Ordinal))
            {
                entry.MetadataSha256 = Encoding.UTF8.GetBytes(metadata[7..]);
            }
        }

        builder.Add(entry);
    }
}
