using PipCs.Standards.Names;
using PipCs.Standards.Requirements;
using PipCs.Standards.Toml;

namespace PipCs.Standards.DependencyGroups;

/// <summary>The <c>[dependency-groups]</c> table of a <c>pyproject.toml</c> (Dependency groups specification, PEP 735). Not thread-safe: a group is parsed when it is first asked for.</summary>
public sealed class DependencyGroupSet
{
    /// <summary>Deeper includes are refused, before they cost the stack.</summary>
    private const int DeepestNesting = 500;

    /// <summary>More includes are not followed: groups that include each other twice grow without end.</summary>
    private const int MostIncludes = 100_000;

    private readonly Dictionary<string, object> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Member>> _parsed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Requirement>> _resolved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _ancestors = new(StringComparer.Ordinal);

    /// <summary>Takes the table.</summary>
    /// <exception cref="DependencyGroupException">Two groups have the same normalised name.</exception>
    public DependencyGroupSet(TomlTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var names = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach ((string name, object members) in table)
        {
            string normalized = ProjectName.Normalize(name).Value;
            _tables[normalized] = members;
            if (names.TryGetValue(normalized, out List<string>? same))
            {
                same.Add(name);
            }
            else
            {
                names.Add(normalized, [name]);
            }
        }

        List<string> problems = [.. names.Where(entry => entry.Value.Count > 1)
            .Select(entry => $"Duplicate dependency group names: {entry.Key} ({string.Join(", ", entry.Value)})")];
        if (problems.Count > 0)
        {
            throw new DependencyGroupException(problems);
        }
    }

    /// <summary>The normalised names of the groups, in the order of the table.</summary>
    public IReadOnlyCollection<string> Names => _tables.Keys;

    /// <summary>The requirements of a group, with those of each included group in its place.</summary>
    /// <param name="group">The name, in any spelling.</param>
    /// <exception cref="DependencyGroupException">The group does not exist, a member of it is invalid, or groups include each other.</exception>
    public IReadOnlyList<Requirement> Resolve(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        string name = ProjectName.Normalize(group).Value;
        var reading = new Reading(name);
        IReadOnlyList<Requirement> requirements = Resolve(name, reading, depth: 0);
        return reading.Problems.Count == 0 ? requirements : throw new DependencyGroupException(reading.Problems);
    }

    private IReadOnlyList<Requirement> Resolve(string group, Reading reading, int depth)
    {
        if (_resolved.TryGetValue(group, out IReadOnlyList<Requirement>? known))
        {
            return known;
        }

        var requirements = new List<Requirement>();
        foreach (Member member in Parse(group, reading))
        {
            if (member.Requirement is { } requirement)
            {
                requirements.Add(requirement);
                continue;
            }

            string included = ProjectName.Normalize(member.IncludedGroup!).Value;
            IReadOnlyList<string> ancestors = _ancestors.GetValueOrDefault(group, []);
            if (ancestors.Contains(included))
            {
                reading.Problems.Add(
                    $"Cyclic dependency group include while resolving {reading.RequestedGroup}: "
                    + (member.IncludedGroup == group ? $"{group} includes itself" : $"{member.IncludedGroup} -> {group}, {group} -> {member.IncludedGroup}"));
            }
            else if (depth == DeepestNesting || ++reading.Includes > MostIncludes || requirements.Count > MostIncludes)
            {
                reading.Problems.Add($"Too many includes while resolving {reading.RequestedGroup}");
                return [];
            }
            else
            {
                _ancestors[included] = [.. ancestors, group];
                requirements.AddRange(Resolve(included, reading, depth + 1));
            }
        }

        if (reading.Problems.Count > 0)
        {
            return [];
        }

        _resolved.Add(group, requirements);
        return requirements;
    }

    private IReadOnlyList<Member> Parse(string group, Reading reading)
    {
        if (_parsed.TryGetValue(group, out IReadOnlyList<Member>? known))
        {
            return known;
        }

        if (!_tables.TryGetValue(group, out object? members))
        {
            reading.Problems.Add($"Dependency group '{group}' not found");
            return [];
        }

        if (members is not IReadOnlyList<object> list)
        {
            string name = PythonValue.Repr(group);
            reading.Problems.Add(members is string ? $"Dependency group {name} contained a string rather than a list." : $"Dependency group {name} is not a sequence type.");
            return [];
        }

        var parsed = new List<Member>(list.Count);
        foreach (object item in list)
        {
            Parse(item, parsed, reading.Problems);
        }

        if (reading.Problems.Count > 0)
        {
            return [];
        }

        _parsed.Add(group, parsed);
        return parsed;
    }

    private static void Parse(object item, List<Member> parsed, List<string> problems)
    {
        if (item is string text)
        {
            if (Requirement.TryParse(text, out Requirement? requirement, out string? error))
            {
                parsed.Add(new Member(requirement, null));
            }
            else
            {
                problems.Add(error);
            }
        }
        else if (item is TomlTable { Count: 1 } table && table.TryGetValue("include-group", out object? included))
        {
            if (included is string name)
            {
                parsed.Add(new Member(null, name));
            }
            else
            {
                problems.Add($"Dependency group include-group value is not a string: {PythonValue.Repr(item)}");
            }
        }
        else
        {
            problems.Add($"Invalid dependency group item: {PythonValue.Repr(item)}");
        }
    }

    /// <summary>A requirement, or the name of a group that is included, as written.</summary>
    private readonly record struct Member(Requirement? Requirement, string? IncludedGroup);

    /// <summary>One call of <see cref="Resolve(string)"/>, with the problems found so far.</summary>
    private sealed class Reading(string requestedGroup)
    {
        public string RequestedGroup => requestedGroup;

        public List<string> Problems { get; } = [];

        public int Includes { get; set; }
    }
}
