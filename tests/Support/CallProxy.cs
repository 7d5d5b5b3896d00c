using System.Reflection;

namespace LinkWatch.Tests.Support;

/// <summary>Something of the product that a test hears of each call to, or makes fail.</summary>
#pragma warning disable CA1852 // Types generated at run time derive from it.
internal class CallProxy<T> : DispatchProxy where T : class
#pragma warning restore CA1852
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private T inner = null!;
    private Action<MethodInfo, object?[], int> before = null!;

    /// <param name="inner">What is called.</param>
    /// <param name="before">Given the name of what is called, and how often it was.</param>
    public static T Around(T inner, Action<string, int> before) => Around(inner, (method, _, count) => before(method.Name, count));

    /// <inheritdoc cref="Around(T, Action{string, int})"/>
    public static T Around(T inner, Action<MethodInfo, object?[], int> before)
    {
        var proxy = Create<T, CallProxy<T>>();
        var self = (CallProxy<T>)(object)proxy;
        (self.inner, self.before) = (inner, before);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        int count;
        lock (counts) count = counts[targetMethod!.Name] = counts.GetValueOrDefault(targetMethod.Name) + 1;
        before(targetMethod, args ?? [], count);
        return targetMethod.Invoke(inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}
