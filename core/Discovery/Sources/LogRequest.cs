namespace LinkWatch.Discovery.Sources;

/// <summary>One request of an access log. Its spans are valid as long as its line.</summary>
internal ref struct LogRequest
{
    /// <summary>The host asked, without its port; empty if the log doesn't say.</summary>
    public ReadOnlySpan<byte> Host { get; set; }

    /// <summary>Path and query; empty if the request was none that a server understands.</summary>
    public ReadOnlySpan<byte> Target { get; set; }

    public ReadOnlySpan<byte> Method { get; set; }

    /// <summary>As sent; empty if there was none.</summary>
    public ReadOnlySpan<byte> Referrer { get; set; }

    /// <summary>The status code of the answer.</summary>
    public int Status { get; set; }

    /// <summary>Seconds since 1970; 0 if the log doesn't say.</summary>
    public long Time { get; set; }

    /// <summary>Whether it asked for a page, as visitors and crawlers do.</summary>
    public readonly bool IsVisit => !Target.IsEmpty && (Method.SequenceEqual("GET"u8) || Method.SequenceEqual("HEAD"u8));

    /// <summary>Takes an address of the form <c>https://host:port/path</c> apart.</summary>
    public void SetAddress(ReadOnlySpan<byte> address)
    {
        Target = address;
        if (address.IsEmpty || address[0] == '/') return;
        var host = HostOf(address);
        if (host.IsEmpty) return;
        Host = host;
        var rest = address[(address.IndexOf("://"u8) + 3)..];
        var path = rest.IndexOfAny((byte)'/', (byte)'?');
        Target = path < 0 ? "/"u8 : rest[path..];
    }

    /// <summary>The host of an http or https address, as it is written; empty if it is none.</summary>
    public static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> address)
    {
        var scheme = address.IndexOf("://"u8);
        if (scheme is not (4 or 5) || (address[0] | 0x20) != 'h') return default;
        var rest = address[(scheme + 3)..];
        var end = rest.IndexOfAny("/?#\\"u8);
        if (end >= 0) rest = rest[..end];
        var user = rest.LastIndexOf((byte)'@');
        return WithoutPort(rest[(user + 1)..]);
    }

    public static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> authority)
    {
        if (authority.StartsWith("["u8)) return authority[..(authority.IndexOf((byte)']') + 1)];
        var colon = authority.IndexOf((byte)':');
        return colon < 0 ? authority : authority[..colon];
    }
}

/// <summary>What a line of a log is.</summary>
internal enum LogLine
{
    Request,

    /// <summary>A directive, or an entry that is no request.</summary>
    Other,

    Malformed,
}

/// <summary>Reads the lines of one form of access log; never throws, whatever the line.</summary>
internal interface ILogFormat
{
    /// <param name="line">Not empty, without its end.</param>
    /// <param name="request">Set if the line is a request.</param>
    LogLine Read(ReadOnlySpan<byte> line, ref LogRequest request);
}

/// <summary>Takes the requests of a log.</summary>
internal interface IRequestSink
{
    void Add(in LogRequest request);
}
