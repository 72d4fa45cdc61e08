-- The secret of each played game, encrypted: whoever has the file alone, or a copy of it, has no dice and no sealed decision.
create table game_secret (
  game blob    not null primary key check (length(game) = 16),
  key  integer not null check (key > 0),          -- the number of the house's key, from 1
  box  blob    not null check (length(box) = 60)  -- AES-GCM: nonce 12, ciphertext 32, tag 16
) without rowid;

-- Dice that fell under one secret cannot be checked with another.
create trigger secret_stays before update on game_secret begin select raise(abort, 'secrets are never changed'); end;
