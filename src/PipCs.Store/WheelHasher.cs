using System.Security.Cryptography;

namespace PipCs.Store;

/// <summary>Hashes a wheel while it arrives, with SHA-256 and with the algorithms of the admitted hashes, and compares the result.</summary>
public sealed class WheelHasher : IDisposable
{
    private readonly WheelRequest _request;
    private readonly List<(string Name, IncrementalHash Hash)> _hashes = [];

    /// <summary>Starts the hashes that a request needs.</summary>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">An admitted hash names an algorithm that is not known.</exception>
    public WheelHasher(WheelRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _request = request;
        _hashes.Add(("sha256", IncrementalHash.CreateHash(HashAlgorithmName.SHA256)));
        foreach (var allowed in request.AllowedHashes)
        {
            var name = allowed[..Math.Max(0, allowed.IndexOf(':', StringComparison.Ordinal))];
            if (!_hashes.Exists(hash => hash.Name == name))
            {
                _hashes.Add((name, IncrementalHash.CreateHash(ToAlgorithm(name))));
            }
        }
    }

    /// <summary>Hashes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (var (_, hash) in _hashes)
        {
            hash.AppendData(bytes);
        }
    }

    /// <summary>Finishes the hashes and throws if the request does not admit them.</summary>
    /// <returns>The digests by algorithm, SHA-256 first, in lower-case hexadecimal.</returns>
    /// <exception cref="PipCs.Diagnostics.UserErrorException">The request does not admit the wheel.</exception>
    public List<KeyValuePair<string, string>> Finish()
        => TryFinish(out var digests) ? digests
            : throw Errors.HashMismatch(
                _request.Description,
                _request.AllowedHashes.Count > 0 ? [.. _request.AllowedHashes.Order(StringComparer.Ordinal)] : [$"sha256:{_request.Sha256}"],
                digests.ConvertAll(digest => $"{digest.Key}:{digest.Value}"));

    /// <summary>Finishes the hashes; false where the request does not admit them.</summary>
    /// <param name="digests">The digests by algorithm, SHA-256 first, in lower-case hexadecimal.</param>
    public bool TryFinish(out List<KeyValuePair<string, string>> digests)
    {
        digests = new List<KeyValuePair<string, string>>(_hashes.Count);
        var isAdmitted = false;
        foreach (var (name, hash) in _hashes)
        {
            var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
            digests.Add(new(name, digest));
            isAdmitted |= _request.AllowedHashes.Count > 0 ? IsAmong(_request.AllowedHashes, name, digest)
                : name == "sha256" && (_request.Sha256 is not { } expected || string.Equals(expected, digest, StringComparison.OrdinalIgnoreCase));
        }

        return isAdmitted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, hash) in _hashes)
        {
            hash.Dispose();
        }
    }

    private static bool IsAmong(IReadOnlyList<string> allowedHashes, string name, string digest)
    {
        foreach (var allowed in allowedHashes)
        {
            if (allowed.Length == name.Length + 1 + digest.Length && allowed.StartsWith(name, StringComparison.Ordinal) && allowed.EndsWith(digest, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static HashAlgorithmName ToAlgorithm(string name) => name switch
    {
        "md5" => HashAlgorithmName.MD5,
        "sha1" => HashAlgorithmName.SHA1,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        "sha3_256" => HashAlgorithmName.SHA3_256,
        "sha3_384" => HashAlgorithmName.SHA3_384,
        "sha3_512" => HashAlgorithmName.SHA3_512,
        _ => throw Errors.UnknownHashName(name),
    };
}
