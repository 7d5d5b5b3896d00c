using System.Runtime.InteropServices;

namespace LinkWatch.Urls;

/// <summary>The states from the file host on: file, path, query and fragment.</summary>
internal ref partial struct UrlParser
{
    private State File()
    {
        BeginHost();
        if (C is '/' or '\\')
        {
            pointer++;
            return State.FileSlash;
        }

        if (baseUrl?.Scheme != "file") return State.Path;
        WriteHost(baseUrl.Host);
        if (C is not ('?' or '#' or Eof) && StartsWithDriveLetter(Rest)) return State.Path;
        CopyPath();
        if (C == '?') return State.Query;
        if (C is '#' or Eof)
        {
            CopyQuery();
            return C == Eof ? State.Done : State.Fragment;
        }

        ShortenPath();
        return State.Path;
    }

    private State FileSlash()
    {
        if (C is '/' or '\\')
        {
            pointer++;
            return State.FileHost;
        }

        if (baseUrl?.Scheme != "file") return State.Path;
        WriteHost(baseUrl.Host);
        var path = baseUrl.PathSpan;
        if (!StartsWithDriveLetter(Rest) && path.Length >= 3 && IsNormalizedDriveLetter(path[1..3]) && (path.Length == 3 || path[3] == '/'))
            output.AddRange(path[..3]);
        return State.Path;
    }

    private State FileHost()
    {
        var end = Rest.IndexOfAny("/\\?#");
        var text = end < 0 ? Rest : Rest[..end];
        if (IsDriveLetter(text)) return State.Path;
        if (text.IsEmpty) return State.PathStart;
        if (UrlHost.Parse(text, isOpaque: false) is not { } host) return State.Failure;
        WriteHost(host == "localhost" ? "" : host);
        pointer += text.Length;
        return State.PathStart;
    }

    private State PathStart()
    {
        pathStart = output.Count;
        if (!isSpecial && (C is '?' or '#' or Eof)) return AfterPath();
        if (IsSlash(C)) pointer++;
        return State.Path;
    }

    private State Path()
    {
        while (true)
        {
            var end = isSpecial ? Rest.IndexOfAny("/?#\\") : Rest.IndexOfAny("/?#");
            var segment = end < 0 ? Rest : Rest[..end];
            pointer += segment.Length;
            var isLast = !IsSlash(C);
            WriteSegment(segment, isLast);
            if (isLast) return AfterPath();
            pointer++;
        }
    }

    private readonly State AfterPath() => C switch { '?' => State.Query, '#' => State.Fragment, _ => State.Done };

    private void WriteSegment(ReadOnlySpan<char> segment, bool isLast)
    {
        var isDoubleDot = IsDoubleDot(segment);
        if (isDoubleDot) ShortenPath();
        if (isDoubleDot || IsSingleDot(segment))
        {
            if (isLast) output.Add('/');
            return;
        }

        var isDriveLetter = scheme == "file" && output.Count == pathStart && IsDriveLetter(segment);
        output.Add('/');
        if (isDriveLetter) output.AddRange([segment[0], ':']);
        else PercentEncoding.Append(output, segment, PercentEncoding.KeptInPath);
    }

    private State OpaquePath()
    {
        var end = Rest.IndexOfAny("?#");
        var text = end < 0 ? Rest : Rest[..end];
        pointer += text.Length;
        var endsInSpace = end >= 0 && text.EndsWith(' ');
        PercentEncoding.Append(output, endsInSpace ? text[..^1] : text, PercentEncoding.KeptInOpaque);
        if (endsInSpace) output.AddRange("%20");
        return AfterPath();
    }

    private State Query()
    {
        queryStart = output.Count;
        var end = Rest.IndexOf('#');
        var text = end < 0 ? Rest[1..] : Rest[1..end];
        output.Add('?');
        PercentEncoding.Append(output, text, isSpecial ? PercentEncoding.KeptInSpecialQuery : PercentEncoding.KeptInQuery);
        pointer += text.Length + 1;
        return end < 0 ? State.Done : State.Fragment;
    }

    private State Fragment()
    {
        fragmentStart = output.Count;
        output.Add('#');
        PercentEncoding.Append(output, Rest[1..], PercentEncoding.KeptInFragment);
        return State.Done;
    }

    private void CopyPath()
    {
        pathStart = output.Count;
        output.AddRange(baseUrl!.PathSpan);
    }

    private void CopyQuery()
    {
        if (baseUrl!.QuerySpan.IsEmpty) return;
        queryStart = output.Count;
        output.AddRange(baseUrl.QuerySpan);
    }

    /// <summary>Drops the last segment; a file URL keeps its drive letter.</summary>
    private readonly void ShortenPath()
    {
        var path = CollectionsMarshal.AsSpan(output)[pathStart..];
        if (scheme == "file" && path.Length == 3 && IsNormalizedDriveLetter(path[1..])) return;
        var slash = path.LastIndexOf('/');
        if (slash >= 0) CollectionsMarshal.SetCount(output, pathStart + slash);
    }

    private static bool IsSingleDot(ReadOnlySpan<char> segment) =>
        segment is "." || segment.Equals("%2e", StringComparison.OrdinalIgnoreCase);

    private static bool IsDoubleDot(ReadOnlySpan<char> segment) => segment.Length switch
    {
        2 => segment is "..",
        4 => (segment[0] == '.' && IsSingleDot(segment[1..])) || (segment[3] == '.' && IsSingleDot(segment[..3])),
        6 => IsSingleDot(segment[..3]) && IsSingleDot(segment[3..]),
        _ => false,
    };

    private static bool IsDriveLetter(ReadOnlySpan<char> text) =>
        text.Length == 2 && char.IsAsciiLetter(text[0]) && (text[1] is ':' or '|');

    private static bool IsNormalizedDriveLetter(ReadOnlySpan<char> text) => IsDriveLetter(text) && text[1] == ':';

    private static bool StartsWithDriveLetter(ReadOnlySpan<char> text) =>
        text.Length >= 2 && IsDriveLetter(text[..2]) && (text.Length == 2 || text[2] is '/' or '\\' or '?' or '#');
}
