using System.CommandLine;
using System.Text;
using LinkWatch.Local.Settings;

namespace LinkWatch.Local.Commands.Shells;

/// <summary>A manual page (man(7)) written from the commands themselves.</summary>
internal static class ManPage
{
    public static string Of(Command root)
    {
        var page = new StringBuilder();
        page.Append(".TH LINKWATCH 1 \"\" \"linkwatch ").Append(Version()).Append("\"\n");
        page.Append(".SH NAME\nlinkwatch \\- ").Append(Text(root.Description!.TrimEnd('.'))).Append('\n');
        page.Append(".SH SYNOPSIS\n.B linkwatch\n.I COMMAND\n.RI [ OPTIONS ]\n");
        page.Append(".SH COMMANDS\n");
        foreach (var command in root.Subcommands) Add(page, command, "linkwatch");
        page.Append(".SH ENVIRONMENT\n");
        foreach (var setting in LocalSetting.All) Item(page, setting.Name, $"{setting.Meaning} (default: {setting.Default})");
        page.Append(".SH EXIT STATUS\n");
        Item(page, "0", "Done, and all is well.");
        Item(page, "1", "Something isn't live, wasn't found, or failed permanently.");
        Item(page, "2", "Bad usage or input; one line on standard error says what to do.");
        page.Append(".SH EXAMPLES\n.nf\n");
        foreach (var example in HelpWithExamples.Of("")) page.Append("linkwatch ").Append(Text(example)).Append('\n');
        page.Append(".fi\n");
        return page.ToString();
    }

    private static void Add(StringBuilder page, Command command, string above)
    {
        var name = $"{above} {command.Name}";
        foreach (var sub in command.Subcommands) Add(page, sub, name);
        if (command.Action is null) return;
        page.Append(".SS ").Append(Text(name + string.Concat(command.Arguments.Select(Operand)))).Append('\n');
        page.Append(Text(command.Description!)).Append('\n');
        foreach (var argument in command.Arguments.Where(argument => argument.Description is not null))
            Item(page, argument.Name, argument.Description!);
        foreach (var option in command.Options.Where(option => !option.Hidden))
            Item(page, option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}", option.Description ?? "");
    }

    private static string Operand(Argument argument) =>
        argument.Arity.MinimumNumberOfValues > 0 ? $" {argument.Name}" : $" [{argument.Name}]";

    private static void Item(StringBuilder page, string name, string meaning) =>
        page.Append(".TP\n.B ").Append(Text(name)).Append('\n').Append(Text(meaning)).Append('\n');

    /// <summary>In roff, backslashes escape, and a dot or a quote begins a request; a plain hyphen can become another character.</summary>
    private static string Text(string text)
    {
        var escaped = text.Replace("`", "", StringComparison.Ordinal).Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }

    /// <summary>Without the commit.</summary>
    private static string Version() => typeof(ManPage).Assembly.GetName().Version!.ToString(3);
}
