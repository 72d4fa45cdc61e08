update akkagame.read_feed set
  build = build + 1, until = greatest(until, position), position = 0, command = '00000000-0000-0000-0000-000000000000';
