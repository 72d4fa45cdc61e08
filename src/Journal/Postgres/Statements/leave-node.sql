update akkagame.node set state = $2 where node_id = $1 and state <> 'dead';
