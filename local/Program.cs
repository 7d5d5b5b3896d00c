using LinkWatch.Local.Commands;

return await CommandLine.RunAsync(args, CommandIo.OfProcess(), Environment.GetEnvironmentVariable);
