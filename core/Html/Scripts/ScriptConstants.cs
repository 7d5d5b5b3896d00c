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

    public void Set(string name, Expression value) => variables[name] = variables.ContainsKey(name) ? null : Value(value);

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
