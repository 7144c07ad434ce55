namespace PipCs.Standards.Recording;

/// <summary>Reads and writes RECORD: comma-separated values as Python's <c>csv</c> module writes them, lines ended by LF.</summary>
public static partial class RecordFile
{
    /// <summary>Reads all rows; rows with more or fewer than three columns are read as pip reads them.</summary>
    public static List<RecordEntry> Read(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();

    /// <summary>Writes rows in the given order, quoting only where needed.</summary>
    public static void Write(System.Buffers.IBufferWriter<byte> output, IEnumerable<RecordEntry> rows) => throw new NotImplementedException();

    /// <summary>pip's order of rows: by path, hash and size, compared as Python compares strings (by code point).</summary>
    public static int Compare(RecordEntry left, RecordEntry right) => throw new NotImplementedException();
}
