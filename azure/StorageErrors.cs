using Azure;
using Azure.Identity;
using LinkWatch.Storage;

namespace LinkWatch.Azure;

/// <summary>
/// What the clients throw, as ours. They try again by themselves first, and only then throw; where no answer came at all they throw all
/// attempts together.
/// </summary>
/// <param name="service">Whose faults: an address to tell.</param>
internal sealed class StorageErrors(Uri service)
{
    /// <exception cref="StorageException">The service cannot be reached, or refuses.</exception>
    public async Task<T> TranslateAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or AuthenticationFailedException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StorageException($"storage {service.GetLeftPart(UriPartial.Authority)}: {Explain(e)}", e);
        }
    }

    private static string Explain(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Explain(last),
        RequestFailedException { Status: 401 or 403 } refused => $"it refuses us ({refused.ErrorCode}); look at the account's key, "
            + "or at the roles of the identity, which take minutes to spread",
        RequestFailedException { Status: 404 } missing =>
            $"something of ours is missing ({missing.ErrorCode}); it may have been deleted while LinkWatch ran",
        RequestFailedException { Status: > 0 } failed => $"it answered {failed.Status} {failed.ErrorCode}",
        AuthenticationFailedException => "no identity to sign in with; log in with 'az login', or look at the managed identity's client id",
        _ => $"it cannot be reached ({Innermost(e).Message}); see that it runs, and that its address is right",
    };

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
