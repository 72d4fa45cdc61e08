select game, seq, why, who, since from akkagame.quarantine order by since, game;
