namespace PipCs.Index.Http.Authentication;

/// <summary>The file of logins that curl, pip and other programs share: <c>$NETRC</c>, else <c>~/.netrc</c> or <c>~/_netrc</c>.</summary>
internal sealed class Netrc
{
    private readonly List<(string? Machine, string Header)> _logins = [];

    internal static Netrc Load(Func<string, string?> environment)
    {
        var netrc = new Netrc();
        var home = environment("HOME");
        string?[] places = environment("NETRC") is { Length: > 0 } named ? [named] : home is null ? [] : [$"{home}/.netrc", $"{home}/_netrc"];
        foreach (var place in places)
        {
            try
            {
                if (File.Exists(place))
                {
                    netrc.Read(File.ReadAllText(place));
                    break;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // As without the file.
            }
        }

        return netrc;
    }

    internal string? Find(string host)
    {
        foreach (var (machine, header) in _logins)
        {
            if (machine is null || machine.Equals(host, StringComparison.OrdinalIgnoreCase))
            {
                return header;
            }
        }

        return null;
    }

    internal void Read(string text)
    {
        string? machine = null;
        string? login = null;
        string? password = null;
        var inEntry = false;
        var inMacro = false;
        foreach (var line in text.Split('\n'))
        {
            // A macro ends at the next empty line.
            inMacro &= line.Trim().Length > 0;
            var words = inMacro || line.TrimStart().StartsWith('#') ? [] : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < words.Length; i++)
            {
                var value = i + 1 < words.Length ? words[i + 1].Trim('"') : "";
                switch (words[i])
                {
                    case "machine" or "default":
                        Keep();
                        inEntry = true;
                        machine = words[i] == "default" ? null : value;
                        i += words[i] == "default" ? 0 : 1;
                        break;
                    case "login" or "user":
                        login = value;
                        i++;
                        break;
                    case "password":
                        password = value;
                        i++;
                        break;
                    case "account":
                        i++;
                        break;
                    case "macdef":
                        inMacro = true;
                        i = words.Length;
                        break;
                }
            }
        }

        Keep();

        void Keep()
        {
            if (inEntry && (login is not null || password is not null))
            {
                _logins.Add((machine, new Login(login ?? "", password ?? "").Header));
            }

            (machine, login, password) = (null, null, null);
        }
    }
}
