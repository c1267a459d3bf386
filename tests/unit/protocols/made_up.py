"""A seventh protocol, of files alone: no code knows it."""

from __future__ import annotations

ITEM = 'basis = "design"\nsource = "Invented for the tests"\n'
SESSIONS = ("start", "red", "green", "blue", "pair", "crisis", "end")
REWARD = (
    'track = "fellowship"\ntasks = ["attend"]\nevidence = ["shown", "volunteer-report"]\n'
    "at_most = 2\n"
)


def _table(name: str, key: str, more: str = "") -> str:
    return f'[[{name}]]\nid = "{key}"\n{more}{ITEM}\n'


def made_up(version: int = 1, more: str = "") -> dict[str, bytes]:
    """Files of it. more: at the end of protocol.toml."""
    main = (
        f'slug = "seventh"\nversion = {version}\nlicence = "Free"\nreviewed_by = ""\n'
        f'reviewed_on = ""\nsessions = [{", ".join(f"{one!r}" for one in SESSIONS)}]\n'
        '[sources]\nS1 = "A book"\n\n'
    )
    rules = {
        "first": 'rule = "in-order"\nsessions = ["start"]\n',
        "colors": 'rule = "elective-pool"\nsessions = ["red", "green", "blue"]\nat_least = 1\n'
        "at_most = 2\n",
        "start-first": 'rule = "prerequisite"\nsessions = ["red", "green", "blue"]\n'
        'after = ["start"]\nmay_override = false\n',
        "two": 'rule = "conjoint-limit"\nsessions = ["pair"]\nat_most = 1\n',
        "calm-only": 'rule = "held-back"\nsessions = ["blue"]\nduring = ["unstable"]\n',
        "help": 'rule = "emergency"\nsession = "crisis"\nat_most = 2\n',
        "twice": 'rule = "repeat"\nsessions = ["start"]\nat_most = 2\n',
        "six": 'rule = "session-limit"\nat_most = 6\n',
        "weeks": 'rule = "window"\nweeks = 8\n',
        "weekly": 'rule = "spacing"\nusual_days = 7\noverdue_days = 10\n',
        "closing": 'rule = "termination-last"\nsession = "end"\n',
    }
    branches = {
        "refuses": 'when = "circumstance"\nany_of = ["declines-fellowship"]\nopens = ["other"]\n'
        'closes = ["fellowship"]\n',
        "none-attended": 'when = "no-attendance"\nunless = ["declines-fellowship"]\n',
        "used": 'when = "return-to-use"\nwithin_days = 7\n',
        "still-using": 'when = "not-abstinent"\nby_week = 4\nfor_days = 14\n',
        "too-little": 'when = "dose-below"\nsessions = ["start"]\nat_least = 1\nby_week = 3\n',
        "left-out": 'when = "skipped"\nblock = "fellowship-block"\ntimes = 2\n',
    }
    main += _table("variants", "usual")
    main += _table("tracks", "fellowship", "is_open = true\n")
    main += _table("tracks", "other", "is_open = false\n")
    main += "".join(_table("sequence", key, text) for key, text in rules.items())
    main += "".join(_table("branches", key, text) for key, text in branches.items())
    main += _table("rewards", "prize", REWARD)
    for name in ("claims", "fidelity", "proscribed", "contraindications"):
        main += _table(name, "one")
    main += _table("safety", "one", 'action = "stop"\n')
    heads = ["variants.usual", "tracks.fellowship", "tracks.other"]
    heads += [f"sequence.{key}" for key in rules] + [f"branches.{key}" for key in branches]
    heads += [f"{n}.one" for n in ("claims", "fidelity", "proscribed", "contraindications")]
    heads += ["safety.one", "rewards.prize"]
    files = {"protocol.toml": main + more, "protocol.en.md": _words(heads)}
    for slug in SESSIONS:
        files[f"sessions/{slug}.toml"] = _session(slug)
        files[f"sessions/{slug}.en.md"] = _words(
            ["agenda.fellowship-block", "agenda.other-block", "topics.t", "tasks.t", "fidelity.f",
             "exercises.e"], "- why: Why?\n"
        )  # fmt: skip
    return {name: text.encode() for name, text in files.items()}


def _session(slug: str) -> str:
    kind = {"pair": "conjoint", "crisis": "phone"}.get(slug, "individual")
    return (
        f'slug = "{slug}"\nkind = "{kind}"\nminutes = 50\nminutes_basis = "design"\n'
        f'minutes_source = "Invented"\n{ITEM}'
        + _table("agenda", "fellowship-block", 'minutes = 50\nuses = ["t"]\ntrack = "fellowship"\n')
        + _table("agenda", "other-block", 'minutes = 50\ntrack = "other"\n')
        + _table("topics", "t")
        + _table("exercises", "e", 'fields = ["why"]\n')
        + _table("tasks", "t", 'kind = "attend"\n')
        + _table("fidelity", "f")
    )


def _words(heads: list[str], last: str = "") -> str:
    return "# Title\n\nWhat it is.\n\n" + "".join(f"## {one}: Words\n" for one in heads) + last
