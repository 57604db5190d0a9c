using NUnit.Framework;

// Each fixture has virtual hosts, databases and folders of its own, and mostly waits. What disturbs the others, or is
// disturbed by them, says so with NonParallelizable.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
