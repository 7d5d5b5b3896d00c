using System.Text.Json;
using System.Xml;
using Azure;
using Azure.Identity;
using LinkWatch.Storage;

namespace LinkWatch.Azure;

/// <summary>
/// Translates what the clients throw. They retry first; if no attempt was answered, they throw all the failures together.
/// </summary>
/// <param name="service">The address that the message names.</param>
internal sealed class StorageErrors(Uri service)
{
    /// <exception cref="StorageException">The service cannot be reached or used.</exception>
    public async Task<T> TranslateAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or AuthenticationFailedException or JsonException
            or XmlException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StorageException($"storage {service.GetLeftPart(UriPartial.Authority)}: {Explain(e)}", e);
        }
    }

    private static string Explain(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Explain(last),
        RequestFailedException { Status: 401 or 403 } refused => $"access denied ({Answer(refused)}); check the account key, "
            + "or the roles of the identity: a new role takes minutes to apply",
        RequestFailedException { Status: 404 } missing =>
            $"a table or queue is missing ({Answer(missing)}); it may have been deleted while LinkWatch was running",
        JsonException or XmlException or RequestFailedException { Status: >= 200 and < 300 } =>
            "the answer is not one of a storage service; check the address, and whether a proxy or login page answers in its place",
        RequestFailedException { Status: > 0 } failed => $"the service answered {Answer(failed)}",
        AuthenticationFailedException => "could not sign in; run 'az login', or check the client id of the managed identity",
        OperationCanceledException => "did not answer in time; check that it is running and that the address is right",
        _ => $"cannot be reached ({Innermost(e).Message}); check that it is running and that the address is right",
    };

    /// <summary>What is not the service itself, such as a proxy, sends no error code.</summary>
    private static string Answer(RequestFailedException e) => e.ErrorCode is { Length: > 0 } code ? $"{e.Status} {code}" : $"{e.Status}";

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
