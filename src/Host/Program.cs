using AkkaGame.Host.CommandLine;

return await Verbs.Run(args);
