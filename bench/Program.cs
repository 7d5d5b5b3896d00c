using LinkWatch.Bench;

switch (args)
{
    case ["reading", .. var rest]:
        return ReadingBench.Run(rest);
    default:
        Console.Error.WriteLine("usage: bench reading [FOLDER] [PAGES]");
        return 2;
}
