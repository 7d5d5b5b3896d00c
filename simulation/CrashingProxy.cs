using System.Reflection;

namespace LinkWatch.Simulation;

/// <summary>
/// A port of which every call may be the process's last. Made for whatever interface it is, so that a port that grows is covered with
/// all of its calls.
/// </summary>
// Its methods are called by the proxies that are built at run time.
internal class CrashingProxy<TPort> : DispatchProxy where TPort : class
{
    private TPort? port;
    private CrashInjector? crashes;
    private Action<object?[], object?>? after;

    /// <param name="port">What does the work.</param>
    /// <param name="crashes">What may end it.</param>
    /// <param name="after">Told the arguments and the result of each call; null for nobody.</param>
    public static TPort Around(TPort port, CrashInjector crashes, Action<object?[], object?>? after = null)
    {
        var proxy = Create<TPort, CrashingProxy<TPort>>();
        ((CrashingProxy<TPort>)(object)proxy).Guard(port, crashes, after);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!targetMethod!.IsSpecialName) crashes!.Step(typeof(TPort).Name, targetMethod.Name);
        var result = targetMethod.Invoke(port, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        after?.Invoke(args ?? [], result);
        return result;
    }

    private void Guard(TPort guarded, CrashInjector killer, Action<object?[], object?>? observer) =>
        (port, crashes, after) = (guarded, killer, observer);
}
