#!/usr/bin/env python3
"""Recomputes the dice of a played game from its public events: docs/dice.md says how. Needs Python 3.8 and nothing else.

    check-dice.py GAME http://localhost:5080      the game with that id, as that server tells it
    check-dice.py GAME events.json                the same answer of /api/v1/games/GAME/events, saved in a file
"""
import hashlib, hmac, json, sys, urllib.request, uuid

def sha(value): return hashlib.sha256(value).digest()
def mac(key, said): return hmac.new(key, said, hashlib.sha256).digest()
def four(number): return number.to_bytes(4, "big")

def history(source, game):
    if not source.startswith("http"): return json.load(open(source, encoding="utf-8"))["events"]
    events, after, head = [], 0, 1
    while after < head:
        with urllib.request.urlopen(f"{source.rstrip('/')}/api/v1/games/{game}/events?after={after}") as answer:
            page = json.load(answer)
        events, after, head = events + page["events"], page["to"], page["head"]
    return events

def roll(key, number):
    dice, block = [], 0
    while True:
        for byte in mac(key, b"bb-dice-1|roll|" + four(number) + four(block)):
            sides, limit = (6, 252) if len(dice) < 3 else (20, 240)
            if byte < limit: dice.append(1 + byte % sides)
            if len(dice) == 4: return dice
        block += 1

def check(game, events):
    """All faults, as (event, play, what is wrong), and how many rolls there were and were recomputed."""
    faults, shown, since, given, made, proved, play = [], {}, {}, {}, {}, 0, 0
    key = mixed = group = end = end_key = None
    rolls, waiting = 0, []
    for one in events:
        seq, kind, it = one["seq"], one["type"], one["event"]
        side = it.get("side", "Away")
        def wrong(what, number=0): faults.append((seq, play, number, what))
        if kind == "game-created": end, end_key = bytes.fromhex(it["s0"]), 0
        elif kind == "seat-taken":
            known = max([key or 0, *(number for number, _ in given.values())])
            if it.get("tip") and it["from"] <= known: wrong("the chain comes too late for its first key")
            shown[side], since[side] = it.get("tip") and bytes.fromhex(it["tip"]), it.get("from", 0)
        elif kind == "nonce-given":
            nonce = bytes.fromhex(it["nonce"])
            twice = given.get(side, (0,))[0] == it["key"]
            if it["key"] != (key or 0) + 1 or twice or since.get(side, 0) > it["key"]: wrong("the nonce is not for the next key")
            if sha(nonce) != shown.get(side): wrong(f"the {side} nonce's SHA-256 is not what that side showed before")
            shown[side], given[side] = nonce, (it["key"], nonce)
        elif kind == "key-mixed":
            if it["key"] != (key or 0) + 1: wrong("the keys are not numbered one after the other")
            if mixed: wrong(f"key {key} was replaced and its secret is not shown")
            key, group = it["key"], one["group"]
            nonces = [given[s][1] if given.get(s, (0,))[0] == key else bytes(32) for s in ("Home", "Away")]
            said = [bytes.fromhex(it["home"]), bytes.fromhex(it["away"])]
            if said != nonces: wrong("the nonces are mixed otherwise than they were given")
            mixed = four(key) + said[0] + said[1]
        elif kind == "dice-rolled":
            rolls += 1
            if it["number"] != rolls: wrong(f"roll {it['number']} falls where roll {rolls} is next", it["number"])
            if it["key"] != key or not mixed or group == one["group"]:
                wrong(f"roll {it['number']} is made with a key that may not be used", it["number"])
            waiting.append((seq, it["number"], [it["dice"][die] for die in ("d6", "red", "white", "d20")]))
        elif kind == "key-revealed":
            secret = value = bytes.fromhex(it["secret"])
            for _ in range(it["key"] - end_key): value = sha(value)
            if it["key"] != key or not mixed: wrong(f"key {it['key']} is shown, which is not in use")
            elif value != end: wrong(f"the secret of key {key} does not lead to what was published before")
            else:
                end, end_key = secret, key
                mix = mac(secret, b"bb-dice-1|key|" + uuid.UUID(game).bytes + mixed)
                for at, n, dice in waiting:
                    if roll(mix, n) != dice: faults.append((at, play, n, f"roll {n} shows {dice}, key {key} gives {roll(mix, n)}"))
                proved += len(waiting)
            mixed, waiting = None, []
        elif kind == "dice-restarted":
            end, end_key, mixed, given, waiting = bytes.fromhex(it["s0"]), it["fromKey"] - 1, None, {}, []
        elif kind == "play-made":
            play = it["number"]
            for number in it.get("rolls", []): made[number] = play
    return sorted((seq, made.get(number, play), what) for seq, play, number, what in faults), rolls, proved

if __name__ == "__main__":
    if len(sys.argv) != 3: sys.exit(__doc__)
    faults, rolls, proved = check(sys.argv[1], history(sys.argv[2], sys.argv[1]))
    if faults: sys.exit("event {}, play {}: {}".format(*faults[0]))
    print(f"The dice are sound: {proved} of {rolls} rolls recomputed" + ("." if proved == rolls else ", the others' key is not shown."))
