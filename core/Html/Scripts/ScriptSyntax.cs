using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace LinkWatch.Html.Scripts;

/// <summary>What parts of a script mean to a page.</summary>
internal static class ScriptSyntax
{
    /// <summary>In milliseconds.</summary>
    private const double MaxWait = 60_000;

    private static readonly HashSet<string> Windows = ["window", "document", "self", "top", "parent", "globalThis"];

    /// <summary>The parts of <c>location</c> that load another page when they are set; <c>hash</c> does not.</summary>
    private static readonly HashSet<string> Parts = ["protocol", "host", "hostname", "port", "pathname", "search"];

    private static readonly HashSet<string> LoadEvents = ["load", "DOMContentLoaded", "pageshow", "readystatechange", "onload"];

    /// <summary>What an answer or a list is handed to.</summary>
    private static readonly HashSet<string> Callers =
    [
        "then", "catch", "finally", "done", "fail", "always", "get", "post", "getJSON", "ajax", "each", "forEach", "map", "some",
        "requestIdleCallback",
    ];

    public static bool IsLoadEvent(string name) => LoadEvents.Contains(name);

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

    /// <summary><c>location</c>, and not its <c>href</c>, which is a string.</summary>
    public static bool IsLocationItself(Node node) => NameOf(node) != "href" && IsLocation(node);

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

    /// <summary>A session that ends after a while is no redirect: nobody waits this long for a page.</summary>
    public static bool IsLate(string? name, in NodeList<Expression> arguments) =>
        name == "setTimeout" && arguments is [_, NumericLiteral { Value: > MaxWait }, ..];

    /// <summary>Which of a call's arguments runs without anybody's doing, or null.</summary>
    public static Node? RunAtLoad(string? name, Node? on, in NodeList<Expression> arguments)
    {
        if (arguments.Count == 0) return null;
        var isOccasion = arguments.Count > 1 && arguments[0] is StringLiteral { Value: var occasion } && LoadEvents.Contains(occasion);
        return name switch
        {
            "setTimeout" or "setInterval" or "requestAnimationFrame" or "queueMicrotask" or "ready" => arguments[0],
            "$" or "jQuery" or "load" when arguments.Count == 1 => arguments[0],
            "addEventListener" or "attachEvent" when isOccasion => arguments[1],
            "on" or "bind" when isOccasion => arguments[^1],
            "then" when on is CallExpression { Callee: MemberExpression { Object: Identifier { Name: "Promise" } } } => arguments[0],
            _ => null,
        };
    }

    /// <summary>Whether a call of this name may run the functions that it is given, if no visitor has to do anything for it.</summary>
    public static bool CallsBack(string? name) => name is not null && Callers.Contains(name);

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

    /// <summary>Whether a condition about a window around this one is that there is none, as for every visitor.</summary>
    public static bool IsOutermost(Node test) =>
        test is NonLogicalBinaryExpression { Operator: Acornima.Operator.Equality or Acornima.Operator.StrictEquality };

    /// <summary><c>true</c>, <c>1</c> and <c>!0</c>.</summary>
    public static bool IsTrue(Node node) => node switch
    {
        BooleanLiteral { Value: true } or NumericLiteral { Value: not 0 } => true,
        NonUpdateUnaryExpression { Operator: Acornima.Operator.LogicalNot, Argument: NumericLiteral { Value: 0 } } => true,
        _ => false,
    };

    /// <summary>
    /// Whether <c>location</c> is the script's own. Only a module's may be: elsewhere <c>let</c> and <c>const</c> of that name are errors,
    /// and nothing runs.
    /// </summary>
    public static bool HidesLocation(Program program)
    {
        foreach (var statement in program.Body)
        {
            if (statement is VariableDeclaration declaration
                && (program is Module || declaration.Kind != VariableDeclarationKind.Var)
                && DeclaresLocation(declaration))
                return true;
        }

        return false;
    }

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
