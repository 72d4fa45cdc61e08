using AkkaGame.Benchmarks;
using AkkaGame.Benchmarks.Yardsticks;
using BenchmarkDotNet.Running;

if (args is ["yardstick", .. var which]) return await Yardstick.Run(which);
BenchmarkSwitcher.FromAssembly(typeof(RulesBenchmarks).Assembly).Run(args);
return 0;
