using System.Runtime.InteropServices;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace LinkWatch.Bench.Reaching;

/// <summary>Writes into each method of an assembly that it tells <see cref="EnteredFiles"/> where it stands.</summary>
internal static class MethodMarks
{
    private const string TriggerMark = "Microsoft.Azure.Functions.Worker.FunctionAttribute";

    /// <summary>Rewrites the assembly in place.</summary>
    /// <param name="path">With its symbols beside it.</param>
    /// <param name="root">Of the sources.</param>
    public static void Weave(string path, string root)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(RuntimeEnvironment.GetRuntimeDirectory());
        using var module = ModuleDefinition.ReadModule(
            path, new ReaderParameters { InMemory = true, ReadSymbols = true, AssemblyResolver = resolver });
        var enter = module.ImportReference(typeof(EnteredFiles).GetMethod(nameof(EnteredFiles.Enter)));
        var begin = module.ImportReference(typeof(EnteredFiles).GetMethod(nameof(EnteredFiles.Begin)));
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToList())
        {
            if (FileOf(method) is not { } file) continue;
            var body = method.Body;
            body.SimplifyMacros();
            Insert(body, Path.GetRelativePath(root, file).Replace('\\', '/'), enter);
            if (method.CustomAttributes.Any(mark => mark.AttributeType.FullName == TriggerMark))
                Insert(body, $"{method.DeclaringType.Name}.{method.Name}", begin);
            body.OptimizeMacros();
        }

        module.Write(path);
    }

    private static void Insert(MethodBody body, string text, MethodReference call)
    {
        var writer = body.GetILProcessor();
        var first = body.Instructions[0];
        writer.InsertBefore(first, writer.Create(OpCodes.Ldstr, text));
        writer.InsertBefore(first, writer.Create(OpCodes.Call, call));
    }

    /// <summary>Null for what the compiler made, such as the equality of a record or a regular expression's code.</summary>
    private static string? FileOf(MethodDefinition method)
    {
        var file = method.DebugInformation.SequencePoints.FirstOrDefault(point => !point.IsHidden)?.Document.Url;
        return File.Exists(file) ? file : null;
    }
}
