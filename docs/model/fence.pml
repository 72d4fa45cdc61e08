/*
 * How one shard of games is written to by whoever owns it, and by whoever believes to.
 *
 * Two nodes, one shard, one game, two commands that clients send to any node as often as they like. What stands in PostgreSQL is the
 * shard's row (epoch, owner), its locks, and the journal. A request is on its way for as long as it likes, so requests overtake one
 * another; it runs beside others, may die before it commits, and its answer may never come. A node may be declared dead at any moment.
 * No time is in it but this: a node is declared dead only once it answers nothing out of its memory any more.
 *
 * The statements are those of src/Journal/Postgres/Statements: append.sql (W), acquire-shards.sql (A), self-fence.sql (S), and the
 * hand-over to another node (H), which differs from S in whom it writes as the owner. What a node does after an unknown outcome
 * is Resolution.cs.
 *
 * Weaker designs, one switch each: README.md says what they are, check what has to catch them.
 */
#ifndef EPOCHS
#define EPOCHS 3         /* The row's epoch is never raised beyond it. */
#endif
#ifndef LOCK
#define LOCK 1           /* 0: the append reads the epoch without FOR SHARE. */
#endif
#ifndef PK
#define PK 1             /* 0: no primary key (game, seq). */
#endif
#ifndef RESOLVE
#define RESOLVE 1        /* 0: after an unknown outcome the owner only looks whether its rows are there. */
#endif
#ifndef LOAD_AFTER
#define LOAD_AFTER 1     /* 0: the games are loaded while the taking over is still under way. */
#endif
#ifndef ACK_AFTER
#define ACK_AFTER 1      /* 0: the client is told as soon as the append is sent. */
#endif
#ifndef DEDUPE
#define DEDUPE 1         /* 0: nobody remembers which commands were done. */
#endif
#ifndef RAISE
#define RAISE 1          /* 0: whoever takes over writes the epoch that he saw before, plus one. */
#endif
#ifndef LEASE
#define LEASE 1          /* 0: a node answers out of its memory also when its lease has run out. */
#endif
#ifndef HAND_BACK
#define HAND_BACK 1      /* 0: after a hand-over of unknown outcome the owner looks at the row and goes on if that is still his. */
#endif
/* An assertion left out, to see what else a weaker design breaks. */
#ifndef A1
#define A1 1
#endif
#ifndef BEHIND
#define BEHIND 1
#endif

#define NOBODY 2
#define REQUESTS 3       /* Under way at the same time, of both nodes: on their way, running or answered. */

/* What a request is. */
#define W 0
#define A 1
#define S 2
/* How far it is. */
#define FREE     0
#define SENT     1
#define FENCED   2       /* Found its token, and holds the row FOR SHARE. */
#define INSERTED 3       /* Its event stands there, and nobody sees it yet. */
#define RAISING  4       /* Holds the row for update. */
#define ANSWERED 5
/* What it is answered. */
#define DONE     0
#define TAKEN    1       /* 23505: another event has that seq. */
#define GONE     2       /* The token is no longer that of the row. */
#define LOCKED   3       /* The row is locked by somebody else, the token still stands. */
#define NOTHING  4       /* Nothing was written, for another reason. */
/* What a node waits for. */
#define IDLE      0
#define APPENDING 1
#define RESENDING 2
#define UNKNOWN   3
#define FENCING   4
#define TAKING    5
#define HANDING   6

typedef Request {
    unsigned phase : 3;
    unsigned kind : 2;
    unsigned by : 1;
    unsigned epoch : 3;
    unsigned seq : 2;
    unsigned command : 1;
    unsigned to : 1;
    unsigned answer : 3;
    bit late;                /* It makes an owner of a node that has been declared dead since. */
    bit heard                /* Somebody still waits for the answer. */
}
typedef Node {
    unsigned epoch : 3;      /* That it believes to own the shard under; 0: it does not. */
    unsigned memory : 2;     /* The commands that are in the game as it has it, a bit each. */
    bit loaded;
    unsigned waits : 3;
    unsigned request : 2;
    unsigned command : 1;
    unsigned seq : 2;
    unsigned seen : 3;       /* RAISE=0: the epoch at its last look. */
    bit dead                 /* Its lease ran out and somebody declared it dead: it has to join anew, with nothing. */
}
typedef Event {
    unsigned seq : 2;
    unsigned command : 1;
    unsigned epoch : 3
}

unsigned epoch : 3;          /* The shard's row. */
unsigned owner : 2 = NOBODY;
bit ended;                   /* The incarnation that owns it was declared dead; a node that joins anew is another one. */
Event journal[2];
unsigned written : 2;
bit begun;
unsigned told : 2;           /* Commands whose sender was told that they are done. */

Request requests[REQUESTS];
Node nodes[2];

/* Never set but in the step before the assertion on it: their names are what the checker prints. */
bit A1_an_append_after_its_epoch_was_over;
bit A2_a_read_without_a_command_that_was_told;
bit A2_a_read_at_the_owner_behind_the_journal;
bit A3_a_command_twice;
bit A5_an_epoch_went_back;

#define BIT(c) (1 << (c))
#define Q requests[i]
#define N nodes[me]

#define IS_SHARED(r)  (LOCK && requests[r].kind == W && (requests[r].phase == FENCED || requests[r].phase == INSERTED))
#define IS_RAISED(r)  (requests[r].phase == RAISING)
#define ANY(test) (test(0) || test(1) || test(2))
#define IS_PENDING(r) (requests[r].phase == INSERTED && requests[r].seq == Q.seq)
#define HAS_SEQ(s) ((written > 0 && journal[0].seq == (s)) || (written > 1 && journal[1].seq == (s)))
#define HAS_COMMAND(c) ((written > 0 && journal[0].command == (c)) || (written > 1 && journal[1].command == (c)))
#define IS_MINE(r) (journal[r].seq == N.seq && journal[r].command == N.command && journal[r].epoch == N.epoch)
#define MINE ((written > 0 && IS_MINE(0)) || (written > 1 && IS_MINE(1)))
#define STANDS (epoch == Q.epoch && owner == Q.by)
#define COMMITTED \
    ((written > 0 -> BIT(journal[0].command) : 0) | (written > 1 -> BIT(journal[1].command) : 0))
#define MAY_SPEAK(n) (!LEASE || !nodes[n].dead)
#define LENGTH (N.memory == 3 -> 2 : (N.memory == 0 -> 0 : 1))

inline reply(what) {
    if
    :: Q.heard -> Q.phase = ANSWERED; Q.answer = what
    :: else -> free_up(i)
    fi
}

inline move(old, new) {
    requests[new].phase = requests[old].phase; requests[new].kind = requests[old].kind; requests[new].by = requests[old].by;
    requests[new].epoch = requests[old].epoch; requests[new].seq = requests[old].seq; requests[new].command = requests[old].command;
    requests[new].to = requests[old].to; requests[new].answer = requests[old].answer; requests[new].late = requests[old].late;
    requests[new].heard = requests[old].heard
}

/* Those behind it move up: two states that differ only in where a request lies, or in what was there before, are one. */
inline free_up(which) {
    if
    :: which == 0 -> move(1, 0); move(2, 1)
    :: which == 1 -> move(2, 1)
    :: else
    fi;
    requests[2].phase = FREE; requests[2].kind = 0; requests[2].by = 0; requests[2].epoch = 0; requests[2].seq = 0;
    requests[2].command = 0; requests[2].to = 0; requests[2].answer = 0; requests[2].late = 0; requests[2].heard = 0;
    if
    :: nodes[0].request > which -> nodes[0].request = nodes[0].request - 1
    :: else
    fi;
    if
    :: nodes[1].request > which -> nodes[1].request = nodes[1].request - 1
    :: else
    fi
}

inline forget(who) {
    nodes[who].waits = IDLE; nodes[who].request = 0; nodes[who].command = 0; nodes[who].seq = 0
}

/* The node will not hear what became of its request. */
inline lose(who) {
    if
    :: nodes[who].waits == TAKING || (nodes[who].waits == HANDING && !HAND_BACK) -> forget(who)     /* The row tells. */
    :: nodes[who].waits == HANDING && HAND_BACK -> nodes[who].waits = UNKNOWN                        /* seq 0: no append. */
    :: else -> nodes[who].waits = UNKNOWN
    fi;
    nodes[who].request = 0
}

/* PostgreSQL, and the way there. */
active [REQUESTS] proctype Session() {
    byte i = _pid;
    byte next;
    do
    /* W. The fence: a row that another has locked is skipped. */
    :: d_step {
        Q.phase == SENT && Q.kind == W ->
        if
        :: !STANDS -> reply(GONE)
        :: STANDS && LOCK && ANY(IS_RAISED) -> reply(LOCKED)
        :: STANDS && !(LOCK && ANY(IS_RAISED)) && Q.seq > 1 && !HAS_SEQ(Q.seq - 1) -> reply(NOTHING)
        :: else -> Q.phase = FENCED
        fi
    }
    /* The event: an unfinished one of the same seq is waited for. */
    :: d_step {
        Q.phase == FENCED && !(PK && ANY(IS_PENDING)) ->
        if
        :: PK && HAS_SEQ(Q.seq) -> reply(TAKEN)
        :: else -> Q.phase = INSERTED
        fi
    }
    :: d_step {
        Q.phase == INSERTED ->
        A1_an_append_after_its_epoch_was_over = (A1 && !STANDS);
        assert(!A1_an_append_after_its_epoch_was_over);
        A3_a_command_twice = HAS_COMMAND(Q.command);
        assert(!A3_a_command_twice);
        journal[written].seq = Q.seq;
        journal[written].command = Q.command;
        journal[written].epoch = Q.epoch;
        written++;
        reply(DONE)
    }
    /* A. From nobody or the dead, and not while the row is locked. */
    :: d_step {
        Q.phase == SENT && Q.kind == A ->
        if
        :: ANY(IS_SHARED) || ANY(IS_RAISED) || epoch >= EPOCHS || Q.late || !(owner == NOBODY || ended) -> reply(NOTHING)
        :: else -> Q.phase = RAISING
        fi
    }
    /* S and H wait for whoever holds the row, and look at it again. */
    :: d_step {
        Q.phase == SENT && Q.kind == S && !ANY(IS_SHARED) && !ANY(IS_RAISED) ->
        if
        :: !STANDS || epoch >= EPOCHS -> reply(GONE)
        :: STANDS && epoch < EPOCHS && Q.to != Q.by && (Q.late || nodes[Q.to].dead) -> reply(NOTHING)
        :: else -> Q.phase = RAISING
        fi
    }
    :: d_step {
        Q.phase == RAISING ->
        next = (RAISE || Q.kind == S -> epoch + 1 : Q.epoch);
        A5_an_epoch_went_back = (next <= epoch);
        assert(!A5_an_epoch_went_back);
        epoch = next;
        next = 0;
        owner = Q.to;
        ended = Q.late;
        reply(DONE)
    }
    /* It never arrives, or its session is ended before the commit. */
    :: d_step {
        Q.phase != FREE && Q.phase != ANSWERED ->
        if
        :: Q.heard -> lose(Q.by)
        :: else
        fi;
        free_up(i)
    }
    od
}

inline unload() { N.loaded = 0; N.memory = 0 }

inline drop() { N.epoch = 0; unload() }

inline hang_up() {
    if
    :: N.waits != IDLE && N.waits != UNKNOWN ->
        if
        :: requests[N.request].phase == ANSWERED -> free_up(N.request)
        :: else -> requests[N.request].heard = 0
        fi
    :: else
    fi
}

#define MARK(r) requests[r].late = requests[r].late || (requests[r].phase != FREE && requests[r].kind != W && requests[r].to == who)

inline declare_dead(who) {
    nodes[who].dead = 1;
    if
    :: owner == who -> ended = 1
    :: else
    fi;
    MARK(0); MARK(1); MARK(2)
}

inline tell() { told = told | BIT(N.command) }

inline send(what, at) {
    if
    :: requests[0].phase == FREE -> N.request = 0
    :: requests[0].phase != FREE && requests[1].phase == FREE -> N.request = 1
    :: else -> N.request = 2
    fi;
    requests[N.request].phase = SENT;
    requests[N.request].kind = what;
    requests[N.request].by = me;
    requests[N.request].to = at;
    requests[N.request].heard = 1;
    requests[N.request].late = (what != W && at == me && N.dead);
    if
    :: what == A -> requests[N.request].epoch = (RAISE -> 0 : N.seen + 1)
    :: else -> requests[N.request].epoch = N.epoch
    fi;
    if
    :: what == W -> requests[N.request].seq = N.seq; requests[N.request].command = N.command
    :: else
    fi
}

#define IS_FREE(r) (requests[r].phase == FREE)
#define HEARD(what) (N.waits == what && requests[N.request].phase == ANSWERED)
#define ANSWER (requests[N.request].answer)

/* The append is decided: its event stands there, or never will. */
inline compare() {
    if
    :: MINE -> tell(); N.memory = N.memory | BIT(N.command)
    :: else -> unload()
    fi
}

active [2] proctype Server() {
    byte me = _pid - REQUESTS;
    byte c;
    do
    /* A client's command, new or sent again. */
    :: atomic {
        N.loaded && N.waits == IDLE && N.epoch > 0 ->
        if
        :: c = 0
        :: begun -> c = 1                              /* Which of them was first makes no difference. */
        fi;
        if
        :: DEDUPE && (N.memory & BIT(c)) && MAY_SPEAK(me) -> told = told | BIT(c)
        :: !(DEDUPE && (N.memory & BIT(c))) && ANY(IS_FREE) && LENGTH < 2 ->
            d_step {
                begun = 1;
                N.command = c; N.seq = LENGTH + 1; N.waits = APPENDING;
                send(W, me);
                if
                :: !ACK_AFTER -> tell()
                :: else
                fi
            }
        :: else
        fi;
        c = 0
    }
    :: d_step {
        HEARD(APPENDING) ->
        if
        :: ANSWER == DONE -> tell(); N.memory = N.memory | BIT(N.command)
        :: ANSWER == TAKEN -> compare()
        :: ANSWER == GONE -> drop()
        :: ANSWER == NOTHING -> unload()
        :: else
        fi;
        free_up(N.request); forget(me)
    }
    /* The outcome is unknown: the same again, or the epoch raised. */
    :: d_step {
        RESOLVE && N.waits == UNKNOWN && N.seq > 0 && ANY(IS_FREE) -> N.waits = RESENDING; send(W, me)
    }
    :: d_step {
        (RESOLVE || N.seq == 0) && N.waits == UNKNOWN && ANY(IS_FREE) && epoch < EPOCHS -> N.waits = FENCING; send(S, me)
    }
    :: d_step {
        !RESOLVE && N.waits == UNKNOWN && N.seq > 0 ->
        if
        :: MINE -> tell(); N.memory = N.memory | BIT(N.command)
        :: else
        fi;
        forget(me)
    }
    :: d_step {
        HEARD(RESENDING) ->
        if
        :: ANSWER == DONE -> tell(); N.memory = N.memory | BIT(N.command); free_up(N.request); forget(me)
        :: ANSWER == TAKEN -> compare(); free_up(N.request); forget(me)
        :: ANSWER == GONE -> compare(); drop(); free_up(N.request); forget(me)
        :: else -> free_up(N.request); N.request = 0; N.waits = UNKNOWN     /* That tells of this attempt only. */
        fi
    }
    :: d_step {
        HEARD(FENCING) -> compare(); drop(); free_up(N.request); forget(me)
    }
    /* No answer in time; it may still come to nobody. */
    :: d_step {
        N.waits != IDLE && N.waits != UNKNOWN -> hang_up(); lose(me)
    }
    /* Taking over, and handing over once nothing is under way. */
    :: d_step {
        N.epoch == 0 && N.waits == IDLE && (epoch > 0 || me == 0) && !N.dead && ANY(IS_FREE) &&
            epoch < EPOCHS && (owner == NOBODY || ended) ->
        N.waits = TAKING; send(A, me)
    }
    :: d_step {
        N.epoch > 0 && N.waits == IDLE && ANY(IS_FREE) && epoch < EPOCHS ->
        unload(); N.waits = HANDING; send(S, 1 - me)
    }
    :: d_step {
        HEARD(TAKING) -> free_up(N.request); forget(me)                     /* The row tells. */
    }
    :: d_step {
        HEARD(HANDING) -> drop(); free_up(N.request); forget(me)
    }
    /* A look at the row. */
    :: d_step {
        owner == me && !ended && N.epoch != epoch -> hang_up(); forget(me);
        N.epoch = epoch;
        if
        :: LOAD_AFTER -> unload()
        :: else
        fi
    }
    :: d_step {
        (owner != me || ended) && N.epoch > 0 && !N.dead -> hang_up(); forget(me); drop()
    }
    /* The other's lease runs out, at any moment: a pause, a partition. It hears of that some time, and joins anew. */
    :: d_step {
        !N.dead && !nodes[1 - me].dead -> declare_dead(1 - me)
    }
    :: d_step {
        N.dead -> hang_up(); forget(me); drop(); N.dead = 0
    }
    :: d_step {
        !RAISE && N.seen != epoch -> N.seen = epoch
    }
    /* The games are loaded. */
    :: d_step {
        !N.loaded && ((N.epoch > 0 && N.waits == IDLE) || (!LOAD_AFTER && N.waits == TAKING)) ->
        N.memory = COMMITTED; N.loaded = 1
    }
    od
}

/* Whoever asks a node at any moment is answered, unless its lease has run out or it has not loaded the game. While nothing of its own is
   under way, the owner's memory is the journal. */
#define SERVES(n) (nodes[n].epoch > 0 && nodes[n].loaded && MAY_SPEAK(n))
#define LACKS(n) (SERVES(n) && (told & ~nodes[n].memory) != 0)
#define IS_BEHIND(n) (SERVES(n) && owner == n && nodes[n].epoch == epoch && nodes[n].waits == IDLE && nodes[n].memory != COMMITTED)

active proctype Reader() {
    do
    :: d_step {
        LACKS(0) || LACKS(1) ->
        A2_a_read_without_a_command_that_was_told = 1;
        assert(!A2_a_read_without_a_command_that_was_told)
    }
    :: d_step {
        BEHIND && (IS_BEHIND(0) || IS_BEHIND(1)) ->
        A2_a_read_at_the_owner_behind_the_journal = 1;
        assert(!A2_a_read_at_the_owner_behind_the_journal)
    }
    od
}
