-- What an operator wants of a node: that it hands everything over, and stays up without shards.
alter table akkagame.node add column asked text check (asked = 'drain');

-- A node that cannot answer for games yet beats like the others, and gets no shards.
alter table akkagame.node drop constraint node_state_check;
alter table akkagame.node add constraint node_state_check check (state in ('joining', 'up', 'draining', 'dead'));
