update read_feed set build = build + 1, until = max(until, position), position = 0, command = zeroblob(16);
