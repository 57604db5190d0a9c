using NUnit.Framework;

// Each fixture has its own folder, database and ports.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
