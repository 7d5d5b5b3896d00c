using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LinkWatch.Tests.Infra;

/// <summary>Expressions of ARM templates as text: enough to put values in place of names and to join what is then constant.</summary>
internal static partial class ArmExpression
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>The value as part of an expression: <c>'text'</c>, or what stands in the brackets.</summary>
    public static string Of(JsonNode? node) => node switch
    {
        null => "null()",
        JsonValue value when value.TryGetValue<string>(out var text) => IsExpression(text) ? text[1..^1] : $"'{text}'",
        JsonArray array => $"createArray({string.Join(", ", array.Select(Of))})",
        JsonObject members =>
            $"createObject({string.Join(", ", members.Select(member => $"'{member.Key}', {Of(member.Value)}"))})",
        _ => node.ToJsonString(),
    };

    /// <summary>The string of a template that has this expression as its value.</summary>
    public static string ToTemplate(string expression) =>
        Constant().Match(expression) is { Success: true } constant ? constant.Groups["text"].Value : $"[{expression}]";

    public static bool IsExpression(string text) => text is ['[', not '[', ..] && text.EndsWith(']');

    /// <summary>
    /// Names outputs of modules by a path, joins formats of simple arguments, and resolves what depends on an optional value
    /// being there.
    /// </summary>
    public static string Simplify(string expression)
    {
        for (var before = ""; before != expression;)
        {
            before = expression;
            expression = ModuleOutput().Replace(expression, "${module}.${output}");
            expression = SimpleFormat().Replace(expression, Join);
            expression = NullComparison().Replace(expression, "not(${condition})");
            expression = OptionalMember().Replace(expression, "${value}");
            expression = expression.Replace("not(not(vnetEnabled))", "vnetEnabled", StringComparison.Ordinal);
        }

        return expression;
    }

    private static string Join(Match format)
    {
        var arguments = format.Groups["argument"].Captures;
        return $"'{Placeholder().Replace(format.Groups["format"].Value, place => Argument(arguments[Index(place)].Value))}'";
    }

    private static int Index(Match place) => int.Parse(place.ValueSpan[1..^1], CultureInfo.InvariantCulture);

    private static string Argument(string expression) => expression switch
    {
        ['\'', .. var text, '\''] => text,
        [>= '0' and <= '9', ..] => expression,
        _ => $"{{{expression}}}",
    };

    [GeneratedRegex("^('(?<text>[^']*)'|(?<text>[0-9]+))$", Options)]
    private static partial Regex Constant();

    [GeneratedRegex(@"reference\('(?<module>\w+)'\)\.outputs\.(?<output>\w+)\.value", Options)]
    private static partial Regex ModuleOutput();

    [GeneratedRegex(@"\bformat\('(?<format>[^']*)'(, (?<argument>'[^']*'|\w+(\(\))?[\w.]*))*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SimpleFormat();

    [GeneratedRegex(@"\{[0-9]+\}", Options)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"equals\(if\((?<condition>\w+), [\w.]+, null\(\)\), null\(\)\)", Options)]
    private static partial Regex NullComparison();

    [GeneratedRegex(@"if\(\w+, (?<value>[\w.]+), null\(\)\)(?=\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OptionalMember();
}
