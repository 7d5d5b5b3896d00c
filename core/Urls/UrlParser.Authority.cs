namespace LinkWatch.Urls;

/// <summary>The states of userinfo, host and port.</summary>
internal ref partial struct UrlParser
{
    private State Authority()
    {
        BeginHost();
        var authority = AuthorityText();
        var at = authority.LastIndexOf('@');
        if (at < 0) return State.Host;
        if (at == authority.Length - 1) return State.Failure;
        WriteCredentials(authority[..at]);
        pointer += at + 1;
        return State.Host;
    }

    private State Host()
    {
        var authority = AuthorityText();
        var colon = PortColon(authority);
        var text = colon < 0 ? authority : authority[..colon];
        if (text.IsEmpty && (isSpecial || colon >= 0)) return State.Failure;
        if (UrlHost.Parse(text, isOpaque: !isSpecial) is not { } host) return State.Failure;
        WriteHost(host);
        pointer += colon < 0 ? text.Length : text.Length + 1;
        return colon < 0 ? State.PathStart : State.Port;
    }

    private State Port()
    {
        var digits = AuthorityText();
        pointer += digits.Length;
        if (digits.IsEmpty) return State.PathStart;
        if (digits.ContainsAnyExceptInRange('0', '9')) return State.Failure;
        var significant = digits.TrimStart('0');
        if (significant.Length > 5) return State.Failure;
        var value = significant.IsEmpty ? 0 : int.Parse(significant, System.Globalization.NumberStyles.None, null);
        if (value > ushort.MaxValue) return State.Failure;
        if (value == SpecialScheme.DefaultPort(scheme)) return State.PathStart;
        port = value;
        output.AddRange($":{value}");
        return State.PathStart;
    }

    /// <summary>From the pointer to what ends an authority.</summary>
    private readonly ReadOnlySpan<char> AuthorityText()
    {
        var end = isSpecial ? Rest.IndexOfAny("/?#\\") : Rest.IndexOfAny("/?#");
        return end < 0 ? Rest : Rest[..end];
    }

    private static int PortColon(ReadOnlySpan<char> authority)
    {
        var insideBrackets = false;
        for (var i = 0; i < authority.Length; i++)
        {
            if (authority[i] == ':' && !insideBrackets) return i;
            if (authority[i] is '[' or ']') insideBrackets = authority[i] == '[';
        }

        return -1;
    }

    private void BeginHost()
    {
        output.AddRange("//");
        hostStart = hostEnd = pathStart = output.Count;
    }

    private void WriteCredentials(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        PercentEncoding.Append(output, colon < 0 ? text : text[..colon], PercentEncoding.KeptInUserinfo);
        if (colon >= 0 && colon < text.Length - 1)
        {
            output.Add(':');
            PercentEncoding.Append(output, text[(colon + 1)..], PercentEncoding.KeptInUserinfo);
        }

        if (output.Count > hostStart) output.Add('@');
        hostStart = hostEnd = output.Count;
    }

    private void WriteHost(ReadOnlySpan<char> host)
    {
        output.AddRange(host);
        hostEnd = pathStart = output.Count;
    }

    private void CopyAuthority()
    {
        var shift = output.Count - baseUrl!.Parts.SchemeEnd - 1;
        output.AddRange(baseUrl.AuthorityWithSlashes);
        hostStart = baseUrl.Parts.HostStart + shift;
        hostEnd = baseUrl.Parts.HostEnd + shift;
        port = baseUrl.Parts.ExplicitPort;
        pathStart = output.Count;
    }
}
