-- The secret of each played game, encrypted: whoever has the database alone, or a backup of it, has no dice and no sealed decision.
create table akkagame.game_secret (
  game uuid  primary key,
  key  int   not null check (key > 0),            -- the number of the house's key, from 1
  box  bytea not null check (length(box) = 60)    -- AES-GCM: nonce 12, ciphertext 32, tag 16
);
