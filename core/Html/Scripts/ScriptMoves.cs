using System.Runtime.CompilerServices;
using Acornima;
using Acornima.Ast;

namespace LinkWatch.Html.Scripts;

/// <summary>
/// Where a script takes a visitor who does nothing, as far as its text shows: assignments to <c>location</c> and calls that leave the page,
/// in what runs when the page is loaded. What only runs on a click, or only inside another site's frame, is left out.
/// Nothing is executed.
/// </summary>
internal sealed class ScriptMoves
{
    private static readonly ParserOptions Options = new()
    {
        EcmaVersion = EcmaVersion.Latest,
        AllowAwaitOutsideFunction = true,
        // What stands in "onload" is a function's body.
        AllowReturnOutsideFunction = true,
    };

    private readonly List<ScriptMove> moves = [];
    private readonly Dictionary<string, IFunction> shared = new(StringComparer.Ordinal);
    private readonly Dictionary<IFunction, MoveCertainty> entered = [];
    private readonly ScriptConstants constants;
    private readonly ReadingBudget budget;
    private Dictionary<string, IFunction> functions = new(StringComparer.Ordinal);

    private ScriptMoves(Func<string, string?> ofPage, ReadingBudget budget) =>
        (constants, this.budget) = (new ScriptConstants(ofPage), budget);

    /// <param name="scripts">The page's, in order: one calls what another declares.</param>
    /// <param name="ofPage">A member of <c>location</c> on the page, such as <c>origin</c>; null if it has none of that name.</param>
    /// <param name="handlers">
    /// Names of functions that only a visitor starts; null: the page is long, and only what surely runs is looked for.
    /// </param>
    /// <param name="budget">The page's.</param>
    public static IReadOnlyList<ScriptMove> Of(
        IReadOnlyList<PageScript> scripts, Func<string, string?> ofPage, IReadOnlySet<string>? handlers, ReadingBudget budget)
    {
        var search = new ScriptMoves(ofPage, budget);
        var programs = scripts.Select(search.Parse).OfType<Program>().ToList();
        foreach (var program in programs) search.Run(program);
        if (handlers is null) return search.moves;
        search.Sweep(programs, handlers);
        return search.moves;
    }

    /// <summary>Null if it is not valid JavaScript, which no browser runs, or is nested too deep to be read.</summary>
    private Program? Parse(PageScript script)
    {
        budget.Step();
        try
        {
            var parser = new Parser(Options);
            Program program = script.IsModule ? parser.ParseModule(script.Text) : parser.ParseScript(script.Text);
            if (ScriptSyntax.HidesLocation(program)) return null;
            constants.Learn(program);
            return program;
        }
        catch (SyntaxErrorException)
        {
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            MayGoAnywhere();
            return null;
        }
    }

    private void Run(Program program)
    {
        functions = new(shared, StringComparer.Ordinal);
        try
        {
            Run(program.Body, MoveCertainty.Always, isGlobal: program is not Module);
        }
        catch (InsufficientExecutionStackException)
        {
            MayGoAnywhere();
        }
    }

    private void Sweep(IReadOnlyList<Program> programs, IReadOnlySet<string> handlers)
    {
        try
        {
            moves.AddRange(new ScriptSweep(constants, handlers, budget).Of(programs));
        }
        catch (InsufficientExecutionStackException)
        {
            MayGoAnywhere();
        }
    }

    /// <summary>Code that is nested too deep to be read.</summary>
    private void MayGoAnywhere() => Move(MoveKind.Navigation, MoveCertainty.Sometimes, target: null);

    private void Run(in NodeList<Statement> body, MoveCertainty certainty, bool isGlobal = false)
    {
        foreach (var statement in body)
        {
            if (statement is FunctionDeclaration { Id.Name: var name } function) Declare(name, function, isGlobal);
        }

        foreach (var statement in body)
        {
            Run(statement, certainty, isGlobal);
            if (ScriptSyntax.MayLeave(statement)) certainty = MoveCertainty.Sometimes;
        }
    }

    private void Run(Node? node, MoveCertainty certainty, bool isGlobal = false)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        budget.Step();
        switch (node)
        {
            case BlockStatement block:
                Run(block.Body, certainty);
                break;
            case ExpressionStatement statement:
                Run(statement.Expression, certainty);
                break;
            case ReturnStatement { Argument: { } value }:
                Run(value, certainty);
                break;
            case VariableDeclaration variables:
                foreach (var variable in variables.Declarations) Declare(variable, certainty, isGlobal);
                break;
            case IfStatement choice:
                Run(choice.Test, certainty);
                Run(choice, certainty);
                break;
            case TryStatement attempt:
                Run(attempt.Block, certainty);
                Run(attempt.Handler?.Body, MoveCertainty.Sometimes);
                Run(attempt.Finalizer, certainty);
                break;
            case SwitchStatement choice:
                foreach (var each in choice.Cases) Run(each.Consequent, MoveCertainty.Sometimes);
                break;
            case ForStatement or WhileStatement or ForInStatement or ForOfStatement:
                Run(ScriptSyntax.BodyOf(node), MoveCertainty.Sometimes);
                break;
            case DoWhileStatement or LabeledStatement or WithStatement:
                Run(ScriptSyntax.BodyOf(node), certainty);
                break;
            case Expression expression:
                Evaluate(expression, certainty);
                break;
            default:
                break;
        }
    }

    private void Run(IfStatement choice, MoveCertainty certainty)
    {
        // A page that only breaks out of another's frames stays where it is.
        if (ScriptSyntax.AsksForFrames(choice.Test))
        {
            Run(ScriptSyntax.IsOutermost(choice.Test) ? choice.Consequent : choice.Alternate, certainty);
            return;
        }

        var isSure = ScriptSyntax.IsTrue(choice.Test);
        Run(choice.Consequent, isSure ? certainty : MoveCertainty.Sometimes);
        if (!isSure) Run(choice.Alternate, MoveCertainty.Sometimes);
    }

    private void Evaluate(Expression expression, MoveCertainty certainty)
    {
        switch (expression)
        {
            case AssignmentExpression assignment:
                Assign(assignment, certainty);
                break;
            case CallExpression call:
                Call(call, certainty);
                break;
            case NewExpression { Callee: Identifier { Name: "Promise" }, Arguments: [var executor] }:
                Enter(executor, certainty);
                break;
            case SequenceExpression sequence:
                foreach (var each in sequence.Expressions) Run(each, certainty);
                break;
            case UnaryExpression or AwaitExpression or ChainExpression or ParenthesizedExpression:
                foreach (var each in expression.ChildNodes) Run(each, certainty);
                break;
            case ConditionalExpression choice:
                Run(choice.Test, certainty);
                Run(choice.Consequent, MoveCertainty.Sometimes);
                Run(choice.Alternate, MoveCertainty.Sometimes);
                break;
            case LogicalExpression both:
                Run(both.Left, certainty);
                if (!ScriptSyntax.AsksForFrames(both.Left)) Run(both.Right, MoveCertainty.Sometimes);
                break;
            default:
                break;
        }
    }

    private void Declare(VariableDeclarator variable, MoveCertainty certainty, bool isGlobal)
    {
        if (variable.Id is not Identifier { Name: var name } || variable.Init is not { } value) return;
        // Outside functions, "var location" is the page's own.
        if (isGlobal && name == "location") Move(MoveKind.Navigation, certainty, constants.Value(value));
        else if (value is IFunction function) Declare(name, function, isGlobal);
        else constants.Set(name, value);
        Run(value, certainty);
    }

    private void Declare(string name, IFunction function, bool isGlobal)
    {
        functions[name] = function;
        if (isGlobal) shared[name] = function;
    }

    private void Assign(AssignmentExpression assignment, MoveCertainty certainty)
    {
        var (left, right) = (assignment.Left, assignment.Right);
        if (ScriptSyntax.IsLocation(left)) Move(MoveKind.Navigation, certainty, Assigned(assignment));
        else if (ScriptSyntax.IsPartOfLocation(left)) Move(MoveKind.Navigation, certainty, target: null);
        else if (ScriptSyntax.NameOf(left) is "onload" or "onpageshow" or "onreadystatechange") Enter(right, certainty);
        else if (left is Identifier variable) constants.Set(variable.Name, right);
        if (right is not IFunction) Run(right, certainty);
    }

    private string? Assigned(AssignmentExpression assignment) => assignment.Operator switch
    {
        Operator.Assignment => constants.Value(assignment.Right),
        Operator.AdditionAssignment when constants.Value(assignment.Right) is { } added => constants.Value(assignment.Left) + added,
        _ => null,
    };

    private void Call(CallExpression call, MoveCertainty certainty)
    {
        var arguments = call.Arguments;
        var (on, name) = (ScriptSyntax.ObjectOf(call.Callee), ScriptSyntax.NameOf(call.Callee));
        if (name is "replace" or "assign" && on is not null && ScriptSyntax.IsLocationItself(on))
            Move(MoveKind.Navigation, certainty, arguments.Count == 0 ? null : constants.Value(arguments[0]));
        else if (name == "reload" && on is not null && ScriptSyntax.IsLocationItself(on))
            Move(MoveKind.Repetition, certainty, target: null);
        else if (name == "submit" && on is not null && arguments.Count == 0) Move(MoveKind.Repetition, certainty, target: null);
        else if (name == "open" && arguments.Count > 1 && constants.Value(arguments[1]) is "_self" or "_top" or "_parent")
            Move(MoveKind.Navigation, certainty, constants.Value(arguments[0]));
        else if (ScriptSyntax.IsLate(name, arguments)) return;
        else if (ScriptSyntax.RunAtLoad(name, on, arguments) is { } code) Enter(code, certainty);
        else if (ScriptSyntax.CallsBack(name))
        {
            foreach (var argument in arguments)
            {
                if (argument is not StringLiteral) Enter(argument, MoveCertainty.Sometimes);
            }
        }
        else if (name is "call" or "apply" && on is IFunction) Enter(on, certainty);
        else Enter(call.Callee, certainty);

        foreach (var argument in arguments)
        {
            if (argument is not IFunction) Run(argument, certainty);
        }

        Run(on, certainty);
    }

    /// <summary>What a call runs: a function, its name, or code in a string.</summary>
    private void Enter(Node called, MoveCertainty certainty)
    {
        if (called is ParenthesizedExpression inner) called = inner.Expression;
        if (called is StringLiteral code)
        {
            RunCode(code.Value, certainty);
            return;
        }

        var function = called as IFunction ?? (called is Identifier { Name: var name } ? functions.GetValueOrDefault(name) : null);
        if (function is null || ScriptSyntax.HidesLocation(function)) return;
        // Once more only where what was possible is certain: of functions that call others twice, each doubles the work.
        if (entered.TryGetValue(function, out var before) && before <= certainty) return;
        entered[function] = certainty;
        if (function.Body is BlockStatement block) Run(block.Body, certainty);
        else Run(function.Body, certainty);
    }

    private void RunCode(string code, MoveCertainty certainty)
    {
        try
        {
            var program = new Parser(Options).ParseScript(code);
            constants.Learn(program);
            Run(program.Body, certainty);
        }
        catch (SyntaxErrorException)
        {
            // It fails alone, when its time has come.
        }
    }

    private void Move(MoveKind kind, MoveCertainty certainty, string? target) => moves.Add(new ScriptMove(kind, certainty, target));
}
