using PipCs.Standards.Specifiers;

namespace PipCs.Standards.Markers;

/// <summary>The comparisons of markers: those of specifiers, and membership.</summary>
internal enum MarkerOperator : byte
{
    Compatible = SpecifierOperator.Compatible,
    Equal = SpecifierOperator.Equal,
    NotEqual = SpecifierOperator.NotEqual,
    LessOrEqual = SpecifierOperator.LessOrEqual,
    GreaterOrEqual = SpecifierOperator.GreaterOrEqual,
    Less = SpecifierOperator.Less,
    Greater = SpecifierOperator.Greater,
    Arbitrary = SpecifierOperator.Arbitrary,
    In,
    NotIn,
}
