using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace LinkWatch.Html.Scripts;

/// <summary>
/// Every place of a script that leaves the page, whoever may call it, but what only a visitor starts: handlers of clicks, keys and forms.
/// For pages with so little text that they may be there only until their script has run.
/// </summary>
/// <param name="constants">The values that the scripts show.</param>
/// <param name="handlers">Names of functions that the page's markup calls when a visitor does something.</param>
/// <param name="budget">The page's.</param>
internal sealed class ScriptSweep(ScriptConstants constants, IReadOnlySet<string> handlers, ReadingBudget budget)
{
    /// <summary>What code calls a window that it was given; longer names are of other things that have a location.</summary>
    private const int LongestAlias = 2;

    private static readonly HashSet<string> Occasions =
    [
        "click", "dblclick", "submit", "change", "input", "keydown", "keyup", "keypress", "focus", "blur", "touchstart", "touchend",
        "mousedown", "mouseup", "mouseover", "mouseenter", "mouseleave", "pointerdown", "pointerup", "scroll", "select", "toggle",
    ];

    private readonly List<ScriptMove> moves = [];
    private readonly HashSet<string> handlers = [.. handlers];

    /// <exception cref="InsufficientExecutionStackException">A script is nested too deep to be read.</exception>
    public IReadOnlyList<ScriptMove> Of(IReadOnlyList<Program> programs)
    {
        foreach (var program in programs) Gather(program);
        foreach (var program in programs) Visit(program);
        return moves;
    }

    /// <summary>Finds the functions that are handlers by their names.</summary>
    private void Gather(Node node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        budget.Step();
        if (node is AssignmentExpression { Right: Identifier { Name: var assigned } } assignment
            && IsOccasion(ScriptSyntax.NameOf(assignment.Left)))
            handlers.Add(assigned);
        if (node is CallExpression call && WaitsForVisitors(call))
        {
            foreach (var argument in call.Arguments)
            {
                if (argument is Identifier { Name: var passed }) handlers.Add(passed);
            }
        }

        foreach (var child in node.ChildNodes) Gather(child);
    }

    private void Visit(Node node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        budget.Step();
        if (IsForVisitors(node) || (node is IFunction function && ScriptSyntax.HidesLocation(function))) return;
        if (Target(node) is var (kind, target)) moves.Add(new ScriptMove(kind, MoveCertainty.Sometimes, target));
        foreach (var child in node.ChildNodes)
        {
            if (node is not CallExpression call || !IsHandler(call, child)) Visit(child);
        }
    }

    /// <summary>Runs when a visitor does something, or only in somebody else's frame.</summary>
    private bool IsForVisitors(Node node) => node switch
    {
        FunctionDeclaration { Id.Name: var name } => handlers.Contains(name),
        VariableDeclarator { Id: Identifier { Name: var name }, Init: IFunction } => handlers.Contains(name),
        AssignmentExpression { Right: IFunction } assignment => IsOccasion(ScriptSyntax.NameOf(assignment.Left)),
        Property { Value: IFunction } property => IsOccasion(ScriptSyntax.NameOf(property.Key)),
        IfStatement choice => ScriptSyntax.AsksForFrames(choice.Test),
        CallExpression call => ScriptSyntax.IsLate(ScriptSyntax.NameOf(call.Callee), call.Arguments),
        _ => false,
    };

    private static bool IsHandler(CallExpression call, Node argument) => argument is IFunction && WaitsForVisitors(call);

    private static bool WaitsForVisitors(CallExpression call)
    {
        var isNamed = call.Arguments is [StringLiteral { Value: var occasion }, ..] && !ScriptSyntax.IsLoadEvent(occasion);
        return ScriptSyntax.NameOf(call.Callee) switch
        {
            "addEventListener" or "attachEvent" or "on" or "one" or "bind" or "delegate" or "live" => isNamed,
            { } name => Occasions.Contains(name),
            _ => false,
        };
    }

    /// <summary><c>onclick</c> and its like; what the page itself starts is none.</summary>
    private static bool IsOccasion(string? name) => name is not null
        && (Occasions.Contains(name)
            || (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && Occasions.Contains(name[2..].ToLowerInvariant())));

    private (MoveKind Kind, string? Target)? Target(Node node) => node switch
    {
        AssignmentExpression { Operator: Acornima.Operator.Assignment, Left: var left, Right: var right } when IsLocation(left) =>
            (MoveKind.Navigation, constants.Value(right)),
        AssignmentExpression { Left: var left } when IsLocation(left) || ScriptSyntax.IsPartOfLocation(left) => (MoveKind.Navigation, null),
        CallExpression call when ScriptSyntax.ObjectOf(call.Callee) is { } on && IsLocation(on) => ScriptSyntax.NameOf(call.Callee) switch
        {
            "replace" or "assign" when ScriptSyntax.NameOf(on) != "href" =>
                (MoveKind.Navigation, call.Arguments.Count == 0 ? null : constants.Value(call.Arguments[0])),
            "reload" => (MoveKind.Repetition, null),
            _ => null,
        },
        _ => null,
    };

    private static bool IsLocation(Node node) =>
        ScriptSyntax.IsLocation(node)
            || (ScriptSyntax.NameOf(node) == "location"
                && ScriptSyntax.ObjectOf(node) is Identifier { Name.Length: <= LongestAlias })
            || (ScriptSyntax.NameOf(node) == "href" && ScriptSyntax.ObjectOf(node) is { } on && on is not Identifier && IsLocation(on));
}
