using System.Security.Cryptography;

namespace PipCs.Store.Unpacking;

/// <summary>Hashes a wheel as it streams by: SHA-256 always, and whatever else the admitted hashes name.</summary>
internal sealed class WheelHasher : IDisposable
{
    private readonly List<(string Name, IncrementalHash Hash)> _hashes = [];

    /// <exception cref="PipCs.Diagnostics.UserErrorException">An admitted hash names an algorithm that is not known.</exception>
    internal WheelHasher(IReadOnlyList<string> allowedHashes)
    {
        _hashes.Add(("sha256", IncrementalHash.CreateHash(HashAlgorithmName.SHA256)));
        foreach (var allowed in allowedHashes)
        {
            var name = allowed[..Math.Max(0, allowed.IndexOf(':', StringComparison.Ordinal))];
            if (!_hashes.Exists(hash => hash.Name == name))
            {
                _hashes.Add((name, IncrementalHash.CreateHash(ToAlgorithm(name))));
            }
        }
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (var (_, hash) in _hashes)
        {
            hash.AppendData(bytes);
        }
    }

    /// <summary>The digests by algorithm, SHA-256 first, in lower-case hexadecimal.</summary>
    internal List<KeyValuePair<string, string>> Finish()
    {
        var digests = new List<KeyValuePair<string, string>>(_hashes.Count);
        foreach (var (name, hash) in _hashes)
        {
            digests.Add(new(name, Convert.ToHexStringLower(hash.GetHashAndReset())));
        }

        return digests;
    }

    public void Dispose()
    {
        foreach (var (_, hash) in _hashes)
        {
            hash.Dispose();
        }
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
