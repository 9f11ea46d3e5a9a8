"""What the films are: each has a name, a rate, kinds of transitions with their weights, kinds of events that are no transitions, and a finish."""

from dataclasses import dataclass, field


@dataclass
class Programme:
    name: str
    rate: tuple[int, int] = (25, 1)
    shots: int = 24
    transitions: dict = field(default_factory=lambda: {"cut": 1})
    effects: list = field(default_factory=list)
    """events in a shot, on average"""
    density: float = 0
    seconds: tuple[float, float] = (0.7, 3.2)
    finish: list = field(default_factory=list)
    makers: str = "any"
    quality: int = 23


MIXED = {"cut": 5, "dissolve": 3, "wipe": 2, "fade": 1}
NTSC, FILM = (30000, 1001), (24000, 1001)
ALL_EFFECTS = ["flash", "strobe", "explosion", "exposure", "crossing", "title", "whip", "zoom", "dropout"]

PROGRAMMES = [
    Programme("cuts", shots=40, seconds=(0.5, 2.5)),
    Programme("fast cuts", FILM, shots=40, seconds=(0.3, 0.9)),
    Programme("similar", transitions={"similar": 1}, shots=30),
    Programme("dissolves", transitions={"dissolve": 1}, shots=32),
    Programme("dissolves 29.97", NTSC, transitions={"dissolve": 3, "cut": 1}, shots=28),
    Programme("wipes", NTSC, transitions={"wipe": 1}, shots=32),
    Programme("wipes 25", transitions={"wipe": 2, "cut": 1}, shots=30),
    Programme("fades", FILM, transitions={"fade": 2, "cut": 1}, shots=28),
    Programme("black", transitions={"black": 2, "cut": 1, "dissolve": 1}, shots=22),
    Programme("mixed 50", (50, 1), transitions=MIXED),
    Programme("mixed 59.94", (60000, 1001), transitions=MIXED),
    Programme("flashes", transitions={"cut": 2, "dissolve": 1}, effects=["flash", "strobe", "explosion", "exposure", "dropout"], density=1.5, seconds=(2, 4), shots=20),
    Programme("motion", NTSC, effects=["crossing", "whip", "zoom"], density=1, seconds=(1.5, 4), makers="moving", transitions={"cut": 3, "dissolve": 1}, shots=20),
    Programme("titles", effects=["title"], density=1, seconds=(2, 4), finish=["subtitles"], transitions={"cut": 2, "dissolve": 1}, shots=18),
    Programme("dark", FILM, transitions=MIXED, makers="dark"),
    Programme("grain", FILM, transitions=MIXED, finish=["grain", "letterbox"]),
    Programme("low bit rate", transitions=MIXED, quality=41, effects=ALL_EFFECTS, density=0.4),
    Programme("interlaced", transitions=MIXED, finish=["interlaced"]),
    Programme("on twos", FILM, transitions=MIXED, makers="cartoon"),
    Programme("pillarbox", NTSC, transitions=MIXED, finish=["pillarbox"], effects=ALL_EFFECTS, density=0.4),
    Programme("variable rate", NTSC, transitions=MIXED, finish=["variable"]),
    Programme("letterbox 50", (50, 1), transitions=MIXED, finish=["letterbox"], effects=ALL_EFFECTS, density=0.5),
    Programme("one shot", shots=8, transitions={"cut": 1}, effects=ALL_EFFECTS, density=5, seconds=(10, 14)),
    Programme("one shot moving", shots=6, transitions={"dissolve": 1}, effects=["crossing", "whip", "flash"], density=2, seconds=(8, 12), makers="moving"),
]
