namespace LinkWatch.Judging;

/// <summary>What a status code says, in an owner's words (RFC 9110; 999 is LinkedIn's, 520 to 530 are Cloudflare's).</summary>
internal static class StatusPhrases
{
    public static string? Says(int status) => status switch
    {
        401 => "the page asks for a password",
        402 => "the page asks for payment",
        403 => "the server refuses us",
        404 => "there is no such page",
        405 => "the server does not let us read the page",
        406 => "the server has no version of the page for us",
        408 => "the server gave up waiting for our request",
        410 => "the page is gone for good",
        418 => "the server takes us for a robot",
        421 => "the server says that the request came to the wrong host",
        423 => "the page is locked",
        429 => "the server says that we ask too often",
        451 => "the page is withheld for legal reasons",
        500 => "the server failed",
        502 => "the server behind this one failed",
        503 => "the server is not available now",
        504 => "the server behind this one did not answer",
        >= 520 and <= 530 => "Cloudflare could not reach the server",
        999 => "the server takes us for a robot",
        _ => null,
    };
}
