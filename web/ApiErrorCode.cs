using Microsoft.AspNetCore.Http;

namespace LinkWatch.Web;

/// <summary>
/// The kinds of errors that the API answers with. Programs branch on their kebab-case names, so these are part of the public contract;
/// docs/json.md lists them.
/// </summary>
public enum ApiErrorCode
{
    UnknownParameter,
    InvalidParameter,
    InvalidJson,
    UnknownMember,
    InvalidMember,
    InvalidSite,
    InvalidLink,
    PageFull,
    InvalidFile,
    InvalidForm,
    NoValidRow,
    InvalidIdempotencyKey,
    IncompleteRequest,
    MissingKey,
    InvalidKey,
    NotLocal,
    ReadOnlyKey,
    WrongScope,
    NoSuchAddress,
    NoSuchSite,
    NoSuchLink,
    MethodNotAllowed,
    RequestInProgress,
    NotLost,
    BodyTooLarge,
    TooManyLinks,
    UnsupportedMediaType,
    IdempotencyKeyReused,
    TooManyChecks,
    TooManyAttempts,
    InternalError,
    Interrupted,
    Busy,
    StorageUnavailable,
}

public static class ApiErrorCodes
{
    /// <summary>The HTTP status of an answer with this code.</summary>
    public static int StatusOf(ApiErrorCode code) => code switch
    {
        <= ApiErrorCode.IncompleteRequest => StatusCodes.Status400BadRequest,
        ApiErrorCode.MissingKey or ApiErrorCode.InvalidKey => StatusCodes.Status401Unauthorized,
        <= ApiErrorCode.WrongScope => StatusCodes.Status403Forbidden,
        <= ApiErrorCode.NoSuchLink => StatusCodes.Status404NotFound,
        ApiErrorCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ApiErrorCode.RequestInProgress or ApiErrorCode.NotLost => StatusCodes.Status409Conflict,
        <= ApiErrorCode.TooManyLinks => StatusCodes.Status413PayloadTooLarge,
        ApiErrorCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ApiErrorCode.IdempotencyKeyReused => StatusCodes.Status422UnprocessableEntity,
        ApiErrorCode.TooManyChecks or ApiErrorCode.TooManyAttempts => StatusCodes.Status429TooManyRequests,
        ApiErrorCode.InternalError => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
