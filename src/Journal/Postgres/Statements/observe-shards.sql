-- Before the nodes: an owner who is not among those has died since, and is not one who joined since.
select shard_id, epoch, owner, wanted_by from akkagame.shard order by shard_id;
