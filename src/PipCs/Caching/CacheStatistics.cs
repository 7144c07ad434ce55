using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PipCs.Cache.Uses;
using PipCs.Diagnostics;
using PipCs.Wheels;

namespace PipCs.Caching;

/// <summary>The text of <c>cache stats</c>: the content of each bucket, and the requests and bytes that it has saved over all runs.</summary>
public static class CacheStatistics
{
    /// <summary>Renders a table, without a line feed at its end.</summary>
    public static string Table(string? location, IReadOnlyList<BucketState> buckets)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Location: {location}\n{"Bucket",-14}{"Entries",9}{"Size",12}{"Hits",11}{"Misses",9}{"Expired",9}{"Saved requests",16}{"Saved bytes",13}\n");
        foreach (var bucket in buckets)
        {
            AppendRow(text, bucket).Append('\n');
        }

        AppendRow(text, Total(buckets));
        return text.ToString();
    }

    /// <summary>Renders JSON.</summary>
    public static string Json(string? location, IReadOnlyList<BucketState> buckets)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("location"u8, location);
            writer.WriteStartObject("buckets"u8);
            foreach (var bucket in buckets)
            {
                Write(writer, bucket.Name, bucket);
            }

            writer.WriteEndObject();
            Write(writer, "total", Total(buckets));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static BucketState Total(IReadOnlyList<BucketState> buckets)
        => new("Total", buckets.Sum(static bucket => bucket.Entries), buckets.Sum(static bucket => bucket.Bytes), buckets.Aggregate(default(BucketUse), static (sum, bucket) => sum + bucket.Use));

    private static StringBuilder AppendRow(StringBuilder text, BucketState bucket)
    {
        var use = bucket.Use;
        return text.Append(CultureInfo.InvariantCulture, $"{bucket.Name,-14}{bucket.Entries,9}{ByteSize.Format(bucket.Bytes),12}{use.Hits,11}{use.Misses,9}{use.Expired,9}{use.SavedRequests,16}{ByteSize.Format(use.SavedBytes),13}");
    }

    private static void Write(Utf8JsonWriter writer, string name, BucketState bucket)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("entries"u8, bucket.Entries);
        writer.WriteNumber("bytes"u8, bucket.Bytes);
        writer.WriteNumber("hits"u8, bucket.Use.Hits);
        writer.WriteNumber("misses"u8, bucket.Use.Misses);
        writer.WriteNumber("expired"u8, bucket.Use.Expired);
        writer.WriteNumber("saved_requests"u8, bucket.Use.SavedRequests);
        writer.WriteNumber("saved_bytes"u8, bucket.Use.SavedBytes);
        writer.WriteEndObject();
    }
}
