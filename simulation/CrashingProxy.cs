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
    private Action<string, string>? step;
    private Action<object?[], object?>? after;

    /// <param name="port">The real port.</param>
    /// <param name="step">Called with the port's interface and the method before each call; throws if the process is dead.</param>
    /// <param name="after">Receives the arguments and the result of each call, or null.</param>
    public static TPort Around(TPort port, Action<string, string> step, Action<object?[], object?>? after = null)
    {
        var proxy = Create<TPort, CrashingProxy<TPort>>();
        ((CrashingProxy<TPort>)(object)proxy).Guard(port, step, after);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (typeof(Task).IsAssignableFrom(targetMethod!.ReturnType)) step!(typeof(TPort).Name, targetMethod.Name);
        var result = targetMethod.Invoke(port, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        after?.Invoke(args ?? [], result);
        return result;
    }

    private void Guard(TPort guarded, Action<string, string> before, Action<object?[], object?>? observer) =>
        (port, step, after) = (guarded, before, observer);
}
