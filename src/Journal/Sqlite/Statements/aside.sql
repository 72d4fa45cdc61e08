select game, seq, why, who, since from quarantine order by since, game;
