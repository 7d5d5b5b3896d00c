using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace LinkWatch.Html.Scripts;

/// <summary>What a script's text shows of its values: strings, put together or not, and variables that get one value.</summary>
/// <param name="ofPage">A member of <c>location</c>.</param>
internal sealed class ScriptConstants(Func<string, string?> ofPage)
{
    /// <summary>An address; what doubles itself in a few lines is none.</summary>
    private const int MaxLength = 4096;

    private readonly Dictionary<string, string?> variables = new(StringComparer.Ordinal);

    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly HashSet<string> changing = new(StringComparer.Ordinal);

    /// <summary>Notes which names get more than one value anywhere in a script, before it is run.</summary>
    public void Learn(Node node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case VariableDeclarator { Id: Identifier { Name: var name }, Init: not null }:
                Write(name);
                break;
            case AssignmentExpression { Left: Identifier { Name: var name } } assignment:
                Write(name);
                if (assignment.Operator != Acornima.Operator.Assignment) changing.Add(name);
                break;
            case IFunction function:
                foreach (var parameter in function.Params)
                {
                    if ((parameter as AssignmentPattern)?.Left is Identifier optional) changing.Add(optional.Name);
                    else if (parameter is Identifier { Name: var name }) changing.Add(name);
                }

                break;
        }

        foreach (var child in node.ChildNodes) Learn(child);
    }

    public void Set(string name, Expression value) => variables[name] = changing.Contains(name) ? null : Value(value);

    private void Write(string name)
    {
        if (!written.Add(name)) changing.Add(name);
    }

    /// <summary>Null if it is not a string that the text shows.</summary>
    public string? Value(Node expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var value = expression switch
        {
            StringLiteral literal => literal.Value,
            TemplateLiteral template => Join(template),
            ParenthesizedExpression inner => Value(inner.Expression),
            Identifier { Name: var name } when variables.TryGetValue(name, out var known) => known,
            BinaryExpression { Operator: Acornima.Operator.Addition } sum => Value(sum.Left) is { } left && Value(sum.Right) is { } right
                ? left + right
                : null,
            MemberExpression member when ScriptSyntax.IsLocation(member) => ofPage("href"),
            MemberExpression { Object: var on } member when ScriptSyntax.IsLocation(on) && ScriptSyntax.NameOf(member) is { } part
                => ofPage(part),
            Identifier { Name: "location" } => ofPage("href"),
            _ => null,
        };
        return value?.Length > MaxLength ? null : value;
    }

    private string? Join(TemplateLiteral template)
    {
        var text = "";
        for (var i = 0; i < template.Quasis.Count; i++)
        {
            text += template.Quasis[i].Value.Cooked;
            if (i >= template.Expressions.Count) continue;
            if (Value(template.Expressions[i]) is not { } value) return null;
            text += value;
        }

        return text;
    }
}
