using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>What comes before the first pitch: the game is set up, cards are handed in unseen or in the open, and it starts.</summary>
internal static class HomePlate
{
    public static Refusal? Create(Draft draft, Envelope envelope, CreateGame create)
    {
        if (Authority.Commissioner(envelope) is { } forbidden) return forbidden;
        var verdict = Decision.Create(draft.Game, create, draft.Id);
        if (verdict.Refused is { } refused) return refused;
        if (create.Rules.DecisionClockMs < 0)
            return Refusal.Illegal("rules.decisionClockMs", "clock", "A clock is 0, for none, or more.");
        if (create.Rules.BankMs < 0) return Refusal.Illegal("rules.bankMs", "clock", "A bank of time is 0, for none, or more.");
        if (Unknown(draft, create) is { } unknown) return unknown;
        var created = (GameCreated)verdict.Events[0] with { S0 = draft.Secret.Published };
        draft.Add(created with { Facts = CardOdds.Marked(created) });
        if (draft.Known.Edition is { } edition && edition.Id == create.Cards) draft.Pin(edition);
        return null;
    }

    /// <summary>The cards that the game is to be played by are not at hand: they are asked for, or they do not exist.</summary>
    private static Refusal? Unknown(Draft draft, CreateGame create)
    {
        if (create.Cards is not { } id) return null;
        if (create.Rules.Dice == DiceMode.Physical)
            return Refusal.Illegal("cards", "physical", "The server does not know the cards of a game with cards on a table.");
        if (draft.Known.NoEdition == id)
            return Refusal.Illegal("cards", "no-such-cards", "There is no edition of cards with that id on this server.");
        if (draft.Known.Edition?.Id != id) draft.Ask(new(NeedKind.Edition, Edition: id));
        return null;
    }

    /// <summary>A manager's card, unseen; for a side of a computer manager the commissioner may hand one in.</summary>
    public static Refusal? Seal(Draft draft, Envelope envelope, LineupCard card)
    {
        var side = envelope.By.Side ?? Side.Away;
        var forComputer = envelope.By.Side is not null && draft.Live.Of(side).IsComputer && Authority.Commissioner(envelope) is null;
        if (!forComputer && Authority.Manager(draft, envelope, out side) is { } forbidden) return forbidden;
        if (Open(draft.Game) is { } started) return started;
        if (draft.Game.AwayUp != 0) return Refusal.Illegal("command", "exchanged", "The lineups have been exchanged.");
        if (LineupCards.Refuse(card, "card", draft.Rules) is { } wrong) return wrong;
        if (Rosters.Refuse(card, "card", draft.Rules) is { } roster) return roster;
        var other = draft.Content(draft.Live.Find(SealKind.Lineup, side.Other()));
        if (other?.Lineup is { } theirs && Rosters.OnBoth(card, theirs) is { } both)
            return Refusal.Illegal("card", "player-on-both-cards", $"{both} is on both cards.");
        if (draft.Secret.Seal(envelope.Id, side, card) is not { } box) return SealedBox.TooLarge("card");
        draft.Seal(new LineupSealed(side, box.Box, box.Commit), new(0, box.Salt, Lineup: card));
        if (other?.Lineup is { } inTheOther)
        {
            draft.Add(side == Side.Away
                ? new LineupsExchanged(card, inTheOther) { AwaySalt = box.Salt, HomeSalt = other.Salt }
                : new LineupsExchanged(inTheOther, card) { AwaySalt = other.Salt, HomeSalt = box.Salt });
        }

        return null;
    }

    public static Refusal? Exchange(Draft draft, Envelope envelope, ExchangeLineups cards)
    {
        if (Authority.Official(envelope) is { } forbidden) return forbidden;
        if (Decision.Exchange(draft.Game, cards) is { Refused: { } refused }) return refused;
        if (Rosters.Refuse(cards.Away, "away", draft.Rules) is { } away) return away;
        if (Rosters.Refuse(cards.Home, "home", draft.Rules) is { } home) return home;
        if (Rosters.OnBoth(cards.Away, cards.Home) is { } both)
            return Refusal.Illegal("home", "player-on-both-cards", $"{both} is on both cards.");
        draft.Add(new LineupsExchanged(cards.Away, cards.Home));
        return null;
    }

    public static Refusal? Start(Draft draft, Envelope envelope)
    {
        if (Authority.Official(envelope) is { } forbidden && Authority.Manager(draft, envelope, out _) is not null) return forbidden;
        if (draft.Game.Status == GameStatus.Postponed) return Stoppages.Over(draft.Game);
        var verdict = Decision.Start(draft.Game);
        if (verdict.Refused is { } refused) return refused;
        if (!draft.Live.Away.IsTaken || !draft.Live.Home.IsTaken)
            return Refusal.Illegal("command", "seats", "A side has nobody to manage it.");
        draft.Add(verdict);
        Halves.Begin(draft);
        return null;
    }

    public static Refusal? Cancel(Draft draft, Envelope envelope, CancelGame cancel)
    {
        if (Authority.Commissioner(envelope) is { } forbidden) return forbidden;
        if (Open(draft.Game) is { } started) return started;
        draft.Add(new GameCancelled(cancel.Reason));
        return null;
    }

    private static Refusal? Open(Game game) => game.Status == GameStatus.Scheduled
        ? null
        : Stoppages.Over(game) ?? Refusal.Illegal("command", "started", "The game has started.");
}
