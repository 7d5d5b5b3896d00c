using System.Buffers;
using System.Runtime.InteropServices;

namespace LinkWatch.Urls;

/// <summary>
/// The basic URL parser (https://url.spec.whatwg.org/#concept-basic-url-parser), without state override.
/// The methods are the standard's states under their names. A state here takes a run of code points where the standard's takes one,
/// and the record is written down as it will be serialised, so that what is inherited is copied from the base's text.
/// </summary>
internal ref partial struct UrlParser
{
    private const int Eof = -1;

    internal static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private readonly ReadOnlySpan<char> input;
    private readonly WebUrl? baseUrl;
    private readonly List<char> output;
    private int pointer;
    private string scheme = "";
    private bool isSpecial;
    private int port = -1;
    private int hostStart;
    private int hostEnd;
    private int pathStart;
    private int queryStart = -1;
    private int fragmentStart = -1;

    private UrlParser(ReadOnlySpan<char> input, WebUrl? baseUrl)
    {
        this.input = input;
        this.baseUrl = baseUrl;
        output = new List<char>(input.Length + (baseUrl?.Href.Length ?? 0) + 8);
    }

    private enum State
    {
        SchemeStart,
        NoScheme,
        SpecialRelativeOrAuthority,
        PathOrAuthority,
        Relative,
        RelativeSlash,
        SpecialAuthorityIgnoreSlashes,
        Authority,
        Host,
        Port,
        File,
        FileSlash,
        FileHost,
        PathStart,
        Path,
        OpaquePath,
        Query,
        Fragment,
        Done,
        Failure,
    }

    private readonly int C => pointer < input.Length ? input[pointer] : Eof;

    private readonly ReadOnlySpan<char> Rest => input[pointer..];

    private readonly bool HasHost => hostStart > scheme.Length + 1;

    /// <summary>Parses what is left of <paramref name="input"/> after the standard's stripping; null on failure.</summary>
    public static WebUrl? Parse(ReadOnlySpan<char> input, WebUrl? baseUrl)
    {
        var parser = new UrlParser(input, baseUrl);
        var state = State.SchemeStart;
        while (state is not (State.Done or State.Failure)) state = parser.Step(state);
        return state is State.Done ? parser.Finish() : null;
    }

    private State Step(State state) => state switch
    {
        State.SchemeStart => SchemeStart(),
        State.NoScheme => NoScheme(),
        State.SpecialRelativeOrAuthority => SpecialRelativeOrAuthority(),
        State.PathOrAuthority => PathOrAuthority(),
        State.Relative => Relative(),
        State.RelativeSlash => RelativeSlash(),
        State.SpecialAuthorityIgnoreSlashes => SpecialAuthorityIgnoreSlashes(),
        State.Authority => Authority(),
        State.Host => Host(),
        State.Port => Port(),
        State.File => File(),
        State.FileSlash => FileSlash(),
        State.FileHost => FileHost(),
        State.PathStart => PathStart(),
        State.Path => Path(),
        State.OpaquePath => OpaquePath(),
        State.Query => Query(),
        _ => Fragment(),
    };

    private State SchemeStart()
    {
        var end = input.IndexOfAnyExcept(SchemeCharacters);
        if (end <= 0 || input[end] != ':' || !char.IsAsciiLetter(input[0])) return State.NoScheme;
        SetScheme(SpecialScheme.Find(input[..end]) ?? input[..end].ToString().ToLowerInvariant());
        pointer = end + 1;
        if (scheme == "file") return State.File;
        // The standard's "special authority slashes state" only reports errors: whatever slashes there are get ignored.
        if (isSpecial) return baseUrl?.Scheme == scheme ? State.SpecialRelativeOrAuthority : State.SpecialAuthorityIgnoreSlashes;
        if (C != '/') return State.OpaquePath;
        pointer++;
        return State.PathOrAuthority;
    }

    private State NoScheme()
    {
        if (baseUrl is null || (baseUrl.HasOpaquePath && C != '#')) return State.Failure;
        SetScheme(baseUrl.Scheme);
        if (scheme == "file") return State.File;
        if (!baseUrl.HasOpaquePath) return State.Relative;
        CopyPath();
        CopyQuery();
        return State.Fragment;
    }

    private State SpecialRelativeOrAuthority() => Rest.StartsWith("//") ? State.SpecialAuthorityIgnoreSlashes : State.Relative;

    private State PathOrAuthority()
    {
        if (C != '/') return State.Path;
        pointer++;
        return State.Authority;
    }

    private State Relative()
    {
        if (IsSlash(C))
        {
            pointer++;
            return State.RelativeSlash;
        }

        CopyAuthority();
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

    private State RelativeSlash()
    {
        if (IsSlash(C))
        {
            pointer++;
            return isSpecial ? State.SpecialAuthorityIgnoreSlashes : State.Authority;
        }

        CopyAuthority();
        return State.Path;
    }

    private State SpecialAuthorityIgnoreSlashes()
    {
        while (C is '/' or '\\') pointer++;
        return State.Authority;
    }

    private void SetScheme(string value)
    {
        scheme = value;
        isSpecial = SpecialScheme.Includes(value);
        output.AddRange(value);
        output.Add(':');
        hostStart = hostEnd = pathStart = output.Count;
    }

    private readonly bool IsSlash(int c) => c == '/' || (isSpecial && c == '\\');

    private WebUrl Finish()
    {
        // Without the "/." a path that begins with an empty segment would read as a host next time.
        if (!HasHost && CollectionsMarshal.AsSpan(output)[pathStart..].StartsWith("//"))
        {
            output.InsertRange(pathStart, "/.");
            pathStart += 2;
            if (queryStart >= 0) queryStart += 2;
            if (fragmentStart >= 0) fragmentStart += 2;
        }

        if (fragmentStart < 0) fragmentStart = output.Count;
        if (queryStart < 0) queryStart = fragmentStart;
        var parts = new UrlParts(scheme.Length, hostStart, hostEnd, pathStart, queryStart, fragmentStart, port);
        return new WebUrl(new string(CollectionsMarshal.AsSpan(output)), scheme, parts);
    }
}
