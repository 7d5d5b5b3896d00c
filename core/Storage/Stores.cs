namespace LinkWatch.Storage;

/// <summary>
/// Everything that the pipeline keeps, on one kind of storage. An embedded queue goes by the clock that it is given; a service has its own.
/// </summary>
public sealed record Stores(
    IPageStore Pages,
    ISiteStore Sites,
    ISharedReplacementStore SharedReplacements,
    IPoisonStore Poison,
    ISignInStore SignIns,
    IRequestStore Requests,
    Func<TimeProvider, IMessageQueues> Queues);
