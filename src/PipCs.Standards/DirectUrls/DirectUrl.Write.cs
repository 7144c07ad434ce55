using System.Text;
using static PipCs.Standards.DirectUrls.OriginJson;

namespace PipCs.Standards.DirectUrls;

public sealed partial record DirectUrl
{
    /// <summary>The document's bytes, exactly as pip writes them (<c>json.dumps(..., sort_keys=True)</c>).</summary>
    public byte[] ToJson()
    {
        var builder = new StringBuilder("{");
        if (Archive is not null)
        {
            WriteArchive(builder, Archive.Hashes);
        }

        if (Directory is not null)
        {
            builder.Append(builder.Length == 1 ? "" : ", ").Append("\"dir_info\": {")
                .Append(Directory.IsEditable switch { null => "", true => "\"editable\": true", false => "\"editable\": false" }).Append('}');
        }

        if (Subdirectory is not null)
        {
            WriteMember(builder, "subdirectory", Subdirectory);
        }

        WriteMember(builder, "url", WithoutSecrets(Url));
        if (VersionControl is { } system)
        {
            builder.Append(", \"vcs_info\": {");
            WriteMember(builder, "commit_id", system.CommitId);
            if (system.RequestedRevision is { } revision)
            {
                WriteMember(builder, "requested_revision", revision);
            }

            WriteMember(builder, "vcs", system.System);
            builder.Append('}');
        }

        return Encoding.ASCII.GetBytes(builder.Append('}').ToString());
    }

    /// <summary>A URL without user and password, unless those are <c>git</c> or environment variables (<c>${NAME}:${NAME}</c>).</summary>
    public static string WithoutSecrets(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        UrlParts parts = UrlParts.Split(url);
        int at = parts.Authority.LastIndexOf('@');
        return (at < 0 || parts.Authority.AsSpan(0, at) is "git" || AreVariables(parts.Authority.AsSpan(0, at))
            ? parts
            : parts with { Authority = parts.Authority[(at + 1)..] }).ToString();
    }

    private static bool AreVariables(ReadOnlySpan<char> user)
    {
        int colon = user.IndexOf("}:", StringComparison.Ordinal) + 1;
        return colon > 0 ? IsVariable(user[..colon]) && IsVariable(user[(colon + 1)..]) : IsVariable(user);
    }

    private static bool IsVariable(ReadOnlySpan<char> text)
    {
        if (text.Length < 4 || !text.StartsWith("${", StringComparison.Ordinal) || text[^1] != '}')
        {
            return false;
        }

        foreach (char c in text[2..^1])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }

    private static void WriteArchive(StringBuilder builder, IReadOnlyDictionary<string, string>? hashes)
    {
        builder.Append("\"archive_info\": {");
        if (hashes is not null)
        {
            foreach ((string algorithm, string value) in hashes)
            {
                // Older tools read the one hash, newer ones all.
                WriteMember(builder, "hash", $"{algorithm}={value}");
                break;
            }

            builder.Append(hashes.Count > 0 ? ", " : "");
            WriteHashes(builder, hashes);
        }

        builder.Append('}');
    }
}
