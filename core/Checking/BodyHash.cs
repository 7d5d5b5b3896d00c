using System.Globalization;
using System.IO.Hashing;

namespace LinkWatch.Checking;

/// <summary>Whether a body is the one of the last visit: XXH3, 64 bits, seed 0. Not collision resistant.</summary>
/// <remarks>
/// A server that wants to pass a changed page off as an old one needs no collision: it can answer 304, and unconditional visits do not
/// ask the hash. Nor does one that wants its page to be taken for another's replacement: it can send the same body.
/// </remarks>
internal static class BodyHash
{
    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> body) => XxHash3.HashToUInt64(body).ToString("x16", CultureInfo.InvariantCulture);
}
