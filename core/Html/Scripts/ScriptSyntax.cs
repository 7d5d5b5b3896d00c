using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace LinkWatch.Html.Scripts;

/// <summary>What parts of a script mean to a page.</summary>
internal static class ScriptSyntax
{
    private static readonly HashSet<string> Windows = ["window", "document", "self", "top", "parent", "globalThis"];

    /// <summary>The parts of <c>location</c> that load another page when they are set; <c>hash</c> does not.</summary>
    private static readonly HashSet<string> Parts = ["protocol", "host", "hostname", "port", "pathname", "search"];

    private static readonly HashSet<string> LoadEvents = ["load", "DOMContentLoaded", "pageshow", "readystatechange", "onload"];

    /// <summary><c>location</c> or its <c>href</c>, of whatever window.</summary>
    public static bool IsLocation(Node node) => node switch
    {
        Identifier { Name: "location" } => true,
        ParenthesizedExpression inner => IsLocation(inner.Expression),
        ChainExpression chain => IsLocation(chain.Expression),
        MemberExpression member => NameOf(member) switch
        {
            "location" => IsWindow(member.Object),
            "href" => IsLocation(member.Object),
            _ => false,
        },
        _ => false,
    };

    public static bool IsPartOfLocation(Node node) =>
        node is MemberExpression member && NameOf(member) is { } name && Parts.Contains(name) && IsLocation(member.Object);

    /// <summary>The last name: <c>c</c> of <c>a.b.c</c> and of <c>a.b["c"]</c>.</summary>
    public static string? NameOf(Node node) => node switch
    {
        Identifier { Name: var name } => name,
        MemberExpression { Computed: false, Property: Identifier { Name: var name } } => name,
        MemberExpression { Computed: true, Property: StringLiteral { Value: var name } } => name,
        _ => null,
    };

    public static Expression? ObjectOf(Node node) => (node as MemberExpression)?.Object;

    /// <summary>The statement that a loop, a label or a <c>with</c> holds.</summary>
    public static Statement? BodyOf(Node node) => node switch
    {
        ForStatement each => each.Body,
        ForInStatement each => each.Body,
        ForOfStatement each => each.Body,
        WhileStatement each => each.Body,
        DoWhileStatement each => each.Body,
        LabeledStatement each => each.Body,
        WithStatement each => each.Body,
        _ => null,
    };

    /// <summary>Whether a call's last argument (<c>setTimeout</c>: its first) runs without anybody's doing.</summary>
    public static bool RunsAtLoad(string? name, Node? on, in NodeList<Expression> arguments) => name switch
    {
        _ when arguments.Count == 0 => false,
        "setTimeout" or "requestAnimationFrame" or "queueMicrotask" or "ready" => true,
        "$" or "jQuery" or "load" => arguments.Count == 1,
        "addEventListener" or "attachEvent" or "on" or "bind" =>
            arguments.Count > 1 && arguments[0] is StringLiteral { Value: var occasion } && LoadEvents.Contains(occasion),
        "then" => on is CallExpression { Callee: MemberExpression { Object: Identifier { Name: "Promise" } } },
        _ => false,
    };

    /// <summary>Whether statements behind <paramref name="node"/> may not be reached: it may return or throw.</summary>
    public static bool MayLeave(Node node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node is ReturnStatement or ThrowStatement) return true;
        if (node is Expression or IFunction) return false;
        foreach (var child in node.ChildNodes)
        {
            if (MayLeave(child)) return true;
        }

        return false;
    }

    /// <summary>Whether a condition is about a window around this one.</summary>
    public static bool AsksForFrames(Node node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node is Identifier { Name: "top" or "parent" or "frameElement" }) return true;
        foreach (var child in node.ChildNodes)
        {
            if (AsksForFrames(child)) return true;
        }

        return false;
    }

    /// <summary><c>true</c>, <c>1</c> and <c>!0</c>.</summary>
    public static bool IsTrue(Node node) => node switch
    {
        BooleanLiteral { Value: true } or NumericLiteral { Value: not 0 } => true,
        NonUpdateUnaryExpression { Operator: Acornima.Operator.LogicalNot, Argument: NumericLiteral { Value: 0 } } => true,
        _ => false,
    };

    /// <summary>Whether <c>location</c> is the function's own.</summary>
    public static bool HidesLocation(IFunction function)
    {
        foreach (var parameter in function.Params)
        {
            if (parameter is Identifier { Name: "location" }) return true;
        }

        return function.Body is BlockStatement block && DeclaresLocation(block);
    }

    private static bool DeclaresLocation(Node node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node is VariableDeclarator { Id: Identifier { Name: "location" } }) return true;
        if (node is IFunction) return false;
        foreach (var child in node.ChildNodes)
        {
            if (DeclaresLocation(child)) return true;
        }

        return false;
    }

    private static bool IsWindow(Node node) =>
        node is ThisExpression || (NameOf(node) is { } name && Windows.Contains(name));
}
