using System.Reflection;

namespace LinkWatch.Simulation;

/// <summary>A store whose every call waits for its turn.</summary>
// Subclasses generated at run time call its methods.
internal class TurnTakingProxy<TStore> : DispatchProxy where TStore : class
{
    private static readonly MethodInfo WithResult =
        typeof(TurnTakingProxy<TStore>).GetMethod(nameof(ResultAfterTurnAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private TStore? store;
    private Func<Task>? turn;

    /// <param name="store">The real store.</param>
    /// <param name="turn">Ends when the call may be made.</param>
    public static TStore Around(TStore store, Func<Task> turn)
    {
        var proxy = Create<TStore, TurnTakingProxy<TStore>>();
        ((TurnTakingProxy<TStore>)(object)proxy).Guard(store, turn);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = targetMethod!.ReturnType;
        object? Call() => targetMethod.Invoke(store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        if (result == typeof(Task)) return AfterTurnAsync(() => (Task)Call()!);
        return result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>)
            ? WithResult.MakeGenericMethod(result.GetGenericArguments()[0]).Invoke(this, [(Func<object?>)Call])
            : Call();
    }

    private async Task AfterTurnAsync(Func<Task> call)
    {
        await turn!();
        await call();
    }

    private async Task<T> ResultAfterTurnAsync<T>(Func<object?> call)
    {
        await turn!();
        return await (Task<T>)call()!;
    }

    private void Guard(TStore guarded, Func<Task> wait) => (store, turn) = (guarded, wait);
}
