using System.Reflection;

namespace LinkWatch.Simulation;

/// <summary>
/// A port whose every call may be the process's last. It works for any interface, so new methods of a port are covered
/// automatically.
/// </summary>
// Subclasses generated at run time call its methods.
internal class CrashingProxy<TPort> : DispatchProxy where TPort : class
{
    private TPort? port;
    private CrashInjector? crashes;
    private Action<object?[], object?>? after;

    /// <param name="port">The real port.</param>
    /// <param name="crashes">Decides when to die.</param>
    /// <param name="after">Receives the arguments and the result of each call, or null.</param>
    public static TPort Around(TPort port, CrashInjector crashes, Action<object?[], object?>? after = null)
    {
        var proxy = Create<TPort, CrashingProxy<TPort>>();
        ((CrashingProxy<TPort>)(object)proxy).Guard(port, crashes, after);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (typeof(Task).IsAssignableFrom(targetMethod!.ReturnType)) crashes!.Step(typeof(TPort).Name, targetMethod.Name);
        var result = targetMethod.Invoke(port, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        after?.Invoke(args ?? [], result);
        return result;
    }

    private void Guard(TPort guarded, CrashInjector killer, Action<object?[], object?>? observer) =>
        (port, crashes, after) = (guarded, killer, observer);
}
