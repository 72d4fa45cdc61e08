using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(AkkaGame.Benchmarks.RulesBenchmarks).Assembly).Run(args);
