using System.Runtime.Versioning;

// Private servers, signals and /proc: the benchmark is for Linux.
[assembly: SupportedOSPlatform("linux")]
