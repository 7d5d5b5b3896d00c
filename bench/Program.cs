using LinkWatch.Bench;

switch (args)
{
    case ["scanner", .. var rest]:
        return ScannerBench.Run(rest);
    case ["scanner-fuzz", .. var rest]:
        return ScannerFuzz.Run(rest);
    default:
        Console.Error.WriteLine("usage: bench scanner [FOLDER] [PAGES] [SEED] | scanner-fuzz [--pages N] [--seed S] [--folder DIR] [--only INDEX]");
        return 2;
}
