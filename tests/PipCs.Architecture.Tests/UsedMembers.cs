using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace PipCs.Architecture.Tests;

/// <summary>What an assembly uses of others, and where, read from its metadata and method bodies.</summary>
internal sealed class UsedMembers : IDisposable
{
    private const byte NewObject = 0x73;
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    public UsedMembers(string room)
    {
        _file = new PEReader(File.OpenRead(Repository.AssemblyPath(room)));
        _metadata = _file.GetMetadataReader();
    }

    /// <summary>Full names of the types of other assemblies that are used.</summary>
    public IEnumerable<string> Types => _metadata.TypeReferences.Select(TypeName);

    /// <summary>The members of other assemblies' types that are used, as <c>Namespace.Type.Member</c>.</summary>
    public IEnumerable<string> Members => _metadata.MemberReferences.Select(MemberName);

    /// <summary>The full names of this assembly's types that make an instance of a type of another assembly.</summary>
    public IEnumerable<string> MakersOf(string typeName)
    {
        var constructors = _metadata.MemberReferences
            .Where(handle => MemberName(handle) == typeName + "..ctor")
            .Select(handle => MetadataTokens.GetToken(handle))
            .ToArray();
        foreach (var method in _metadata.MethodDefinitions.Select(_metadata.GetMethodDefinition))
        {
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            var code = _file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() ?? [];
            for (var i = 0; i + 4 < code.Length; i++)
            {
                if (code[i] == NewObject && constructors.Contains(BitConverter.ToInt32(code, i + 1)))
                {
                    yield return DefinitionName(method.GetDeclaringType());
                }
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private string MemberName(MemberReferenceHandle handle)
    {
        var member = _metadata.GetMemberReference(handle);
        var parent = member.Parent.Kind == HandleKind.TypeReference ? TypeName((TypeReferenceHandle)member.Parent) : "";
        return parent + "." + _metadata.GetString(member.Name);
    }

    private string TypeName(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        return _metadata.GetString(type.Namespace) + "." + _metadata.GetString(type.Name);
    }

    private string DefinitionName(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? DefinitionName(outer)
            : _metadata.GetString(type.Namespace) + "." + _metadata.GetString(type.Name);
    }
}
