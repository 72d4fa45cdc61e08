delete from used_ticket where until < $before;
