using AkkaGame.Messages;

namespace AkkaGame.Baseball;

/// <summary>A ball bunted: the sacrifice, the squeeze, the bunt for a hit.</summary>
internal static class Bunted
{
    public static bool Resolve(DiceTable table, PlaySheet sheet)
    {
        var factors = CardFactors.OfABunt(DecisionFactors.OfABunt(table.Defense, table.Offense), table.Game);
        if (!table.Reads(RollPurpose.Matchup, Chart(table.Game, table.Offense.Bunt), factors, out var outcome)) return false;
        if (outcome == "K") return FouledOut(sheet);
        if (!table.Reads(RollPurpose.Fielder, "fielder bunt", null, out var who)) return false;
        var fielder = (Position)(who[0] - '0');
        (sheet.Trajectory, sheet.Location) = (Trajectory.BuntGroundBall, who);
        return outcome switch
        {
            "SH" => Sacrificed(table, sheet, fielder),
            "lead" => LeadRunnerOut(table.Game, sheet, fielder),
            "DP" => DoubledOff(table.Game, sheet, fielder),
            "pop" => PoppedUp(sheet, fielder),
            "out" => ThrownOut(table, sheet, fielder),
            _ => Safe(sheet, fielder, outcome),
        };
    }

    /// <summary>Bunts are counted by the bases taken; the few with two men on and one of them on third go with those without him.</summary>
    private static string Chart(Game game, Bunt bunt) => bunt switch
    {
        Bunt.ForAHit => "bunt for a hit",
        Bunt.Squeeze or Bunt.SafetySqueeze => "bunt squeeze",
        _ => $"bunt {AverageCharts.Drawn(game.Bases.Code is 6 or 7 ? (byte)(game.Bases.Code & 3) : game.Bases.Code)}",
    };

    private static bool FouledOut(PlaySheet sheet)
    {
        sheet.Part(PlayCode.Strikeout);
        sheet.Trajectory = Trajectory.BuntFoul;
        sheet.SaysOut(Base.Batter, Base.Batter);
        return true;
    }

    private static bool Sacrificed(DiceTable table, PlaySheet sheet, Position fielder)
    {
        OutAtFirst(sheet, fielder);
        if (sheet.IsSettled) return true;
        sheet.Note("SH");
        // On a squeeze everybody goes; on a plain sacrifice a man on third waits where nobody comes up to him.
        var waits = table.Offense.Bunt == Bunt.Sacrifice && table.Game.Bases is { Second: null, Third: not null };
        sheet.AllOn(1, below: waits ? Base.Third : Base.Home);

        return true;
    }

    private static bool ThrownOut(DiceTable table, PlaySheet sheet, Position fielder)
    {
        OutAtFirst(sheet, fielder);
        if (!sheet.IsSettled && (table.Offense.Bunt == Bunt.ForAHit || table.Game.Bases.First is not null)) sheet.AllOn(1);
        return true;
    }

    private static void OutAtFirst(PlaySheet sheet, Position fielder)
    {
        var baseman = fielder == Position.FirstBase ? Position.SecondBase : Position.FirstBase;
        sheet.Part(PlayCode.Out, new Handling(PlaySheet.Chain(fielder, baseman), Base.Batter));
        sheet.SaysOut(Base.Batter, Base.First);
    }

    /// <summary>The man in front is thrown out in the batter's stead.</summary>
    private static bool LeadRunnerOut(Game game, PlaySheet sheet, Position fielder)
    {
        var lead = Lead(game);
        if (game.Bases.Forces(lead))
        {
            sheet.Part(PlayCode.Out, new Handling(PlaySheet.Chain(fielder, Covers(lead + 1)), lead));
            sheet.Note("FO");
            sheet.SaysOut(lead, lead + 1);
            sheet.Says(Base.Batter, Base.First);
        }
        else
        {
            sheet.Part(PlayCode.FieldersChoice, new Handling(Fielding.Of(fielder)));
            sheet.Says(Base.Batter, Base.First);
            sheet.ThrownOut(lead, lead + 1, fielder, Covers(lead + 1));
        }

        if (!sheet.IsSettled) sheet.ForceOn();
        return true;
    }

    private static bool DoubledOff(Game game, PlaySheet sheet, Position fielder)
    {
        var lead = Lead(game);
        sheet.Trajectory = Trajectory.BuntPopUp;
        sheet.Part(
            PlayCode.Out, new Handling(Fielding.Of(fielder), Base.Batter),
            new Handling(PlaySheet.Chain(fielder, Covers(lead)), lead));
        sheet.Note("BPDP");
        sheet.SaysOut(Base.Batter, Base.First);
        sheet.SaysOut(lead, lead);
        return true;
    }

    private static bool PoppedUp(PlaySheet sheet, Position fielder)
    {
        sheet.Trajectory = Trajectory.BuntPopUp;
        sheet.Part(PlayCode.Out, new Handling(Fielding.Of(fielder), Base.Batter));
        sheet.SaysOut(Base.Batter, Base.First);
        return true;
    }

    private static bool Safe(PlaySheet sheet, Position fielder, string outcome)
    {
        var (code, by) = outcome switch
        {
            "hit" => (PlayCode.Single, Fielding.Of(fielder)),
            "FC" => (PlayCode.FieldersChoice, Fielding.Of(fielder)),
            _ => (PlayCode.ErrorMade, Fielding.ErrorOf(fielder)),
        };
        sheet.Part(code, new Handling(by));
        sheet.Says(Base.Batter, Base.First, code == PlayCode.ErrorMade ? Fate.SafeOnError : Fate.Safe);
        sheet.AllOn(1);
        return true;
    }

    private static Base Lead(Game game) =>
        game.Bases.Third is not null ? Base.Third : game.Bases.Second is not null ? Base.Second : Base.First;

    private static Position Covers(Base on) => on switch
    {
        Base.First => Position.SecondBase,
        Base.Second => Position.Shortstop,
        Base.Third => Position.ThirdBase,
        _ => Position.Catcher,
    };
}
