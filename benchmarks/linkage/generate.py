"""Seeded generator of partial identities with known truth.

Six kinds of reporters notify the same persons, each with its own habits: what it knows, how it writes names
and dates. Every record is synthetic; names are drawn from public lists (see `data/README.md`). The rates
below were set so that known methods find the set as hard as the comparable set this project was given figures
for; they were frozen before the method of `zicht.methods.linkage` was measured on it.

Run: `python -m benchmarks.linkage.generate --records 50000 --seed 7 --out set.csv`
"""

import argparse
import csv
import datetime
import json
import random
from pathlib import Path

from benchmarks.linkage.spelling import pet_name, slip, strip_marks, variant

DATA = json.loads((Path(__file__).parent / "data" / "names.json").read_text(encoding="utf-8"))
COLUMNS = [
    "rec_id",
    "person",
    "origin",
    "reporter",
    "notified_on",
    "given_name",
    "family_name",
    "initials",
    "birth_date",
    "birth_year",
    "age",
    "sex",
    "nationality",
    "country",
    "municipality",
    "phone",
    "document",
    "kinds",
]
ORIGINS = {
    "NL": 0.3,
    "RO": 0.14,
    "BG": 0.1,
    "HU": 0.08,
    "PL": 0.1,
    "AR": 0.08,
    "VN": 0.04,
    "NG": 0.07,
    "ES": 0.05,
    "CN": 0.04,
}
COUNTRIES = {
    "AR": (("MA", 5), ("SY", 4), ("IQ", 2), ("DZ", 2), ("EG", 1)),
    "ES": (("CO", 3), ("DO", 2), ("VE", 2), ("ES", 2)),
    "NG": (("NG", 12), ("GH", 1)),
    "RO": (("RO", 9), ("MD", 1)),
}
RECORDS_PER_PERSON = ((1, 0.55), (2, 0.25), (3, 0.12), (4, 0.05), (5, 0.03))
SIBLING = 0.06
REPORTERS = {"police": 0.36, "kmar": 0.11, "nla": 0.11, "care": 0.24, "fairwork": 0.1, "shelter": 0.08}
# Chance that the reporter gives the field at all.
GIVES = {
    "police": {
        "given": 0.97,
        "family": 0.97,
        "sex": 0.98,
        "nat": 0.9,
        "country": 0.5,
        "muni": 0.9,
        "phone": 0.45,
        "doc": 0.45,
    },
    "kmar": {
        "given": 0.98,
        "family": 0.98,
        "sex": 0.98,
        "nat": 0.97,
        "country": 0.6,
        "muni": 0.35,
        "phone": 0.15,
        "doc": 0.75,
    },
    "nla": {
        "given": 0.9,
        "family": 0.95,
        "sex": 0.85,
        "nat": 0.85,
        "country": 0.3,
        "muni": 0.75,
        "phone": 0.15,
        "doc": 0.25,
    },
    "care": {
        "given": 0.97,
        "family": 0.93,
        "sex": 0.97,
        "nat": 0.88,
        "country": 0.5,
        "muni": 0.95,
        "phone": 0.55,
        "doc": 0.1,
    },
    "fairwork": {
        "given": 0.25,
        "family": 0.15,
        "sex": 0.9,
        "nat": 0.92,
        "country": 0.4,
        "muni": 0.7,
        "phone": 0.35,
        "doc": 0.0,
    },
    "shelter": {
        "given": 0.95,
        "family": 0.6,
        "sex": 0.98,
        "nat": 0.85,
        "country": 0.5,
        "muni": 0.75,
        "phone": 0.3,
        "doc": 0.05,
    },
}
# Precision of the birth date: full, month, year, age only; the rest gives nothing.
BIRTH = {
    "police": (0.9, 0.01, 0.06, 0.02),
    "kmar": (0.95, 0.01, 0.03, 0.0),
    "nla": (0.65, 0.02, 0.17, 0.1),
    "care": (0.75, 0.02, 0.1, 0.09),
    "fairwork": (0.1, 0.03, 0.52, 0.25),
    "shelter": (0.45, 0.03, 0.25, 0.2),
}


def pick(rng, weighted):
    """One key of a {key: weight} mapping or of (key, weight) pairs."""
    pairs = weighted.items() if isinstance(weighted, dict) else weighted
    keys, weights = zip(*pairs, strict=True)
    return rng.choices(keys, weights)[0]


class Names:
    """Weighted name lists of one origin: surnames and given names fall off by rank."""

    def __init__(self, entry):
        self.given = {"F": entry["female"], "M": entry["male"]}
        self.given_weights = {
            k: self._fall(v, 0.5 if entry.get("flat") else 0.9) for k, v in self.given.items()
        }
        self.surnames = entry["surname"]
        share = entry.get("share", [])
        rest = (1 - sum(share)) / max(1, len(self.surnames) - len(share))
        fall = self._fall(self.surnames, 0.95)
        self.surname_weights = (
            self._sum(share + [rest] * (len(self.surnames) - len(share))) if share else fall
        )

    def _fall(self, names, power):
        return self._sum([(rank + 3) ** -power for rank in range(len(names))])

    @staticmethod
    def _sum(weights):
        total, out = 0.0, []
        for weight in weights:
            total += weight
            out.append(total)
        return out

    def first(self, sex, rng):
        return rng.choices(self.given[sex], cum_weights=self.given_weights[sex])[0]

    def last(self, rng):
        return rng.choices(self.surnames, cum_weights=self.surname_weights)[0]


NAMES = {origin: Names(entry) for origin, entry in DATA["names"].items()}
PLACES = [row[0] for row in DATA["municipalities"]]
PLACE_WEIGHTS = Names._sum([row[1] for row in DATA["municipalities"]])


def number(rng, prefix, digits):
    return prefix + "".join(str(rng.randrange(10)) for _ in range(digits))


def surname(origin, sex, rng):
    """A surname as that origin forms it: two for Spanish names, an -a for Bulgarian and Polish women."""
    name = NAMES[origin].last(rng)
    if origin == "ES":
        return f"{name} {NAMES[origin].last(rng)}"
    if sex == "F" and origin == "BG" and name.endswith("v"):
        return name + "a"
    if sex == "F" and origin == "PL" and name.endswith(("ski", "cki")):
        return name[:-1] + "a"
    if sex == "F" and origin == "NL" and rng.random() < 0.12:
        return f"{name}-{NAMES[origin].last(rng)}"
    return name


def given(origin, sex, rng):
    """One or two given names; Vietnamese women often carry Thị as a middle name, men Văn."""
    name = NAMES[origin].first(sex, rng)
    if origin == "VN":
        middle = {"F": "Thị", "M": "Văn"}[sex] if rng.random() < 0.45 else NAMES[origin].first(sex, rng)
        return f"{middle} {name}"
    return (
        f"{name} {NAMES[origin].first(sex, rng)}"
        if rng.random() < {"NL": 0.3, "CN": 0.0}.get(origin, 0.22)
        else name
    )


def person(rng, kin=None):
    """A person; with `kin` a brother or sister: same surname, origin, nationality and often address and
    phone.
    """
    origin = kin["origin"] if kin else pick(rng, ORIGINS)
    sex = rng.choices("FM", (0.66, 0.34))[0]
    first_year = rng.randrange(2016, 2025)
    age = min(75, 13 + int(rng.gammavariate(2.2, 5)))
    born = datetime.date(first_year - age, 1, 1) + datetime.timedelta(days=rng.randrange(365))
    country = kin["country"] if kin else pick(rng, COUNTRIES.get(origin, ((origin, 1),)))
    made = {
        "origin": origin,
        "sex": sex,
        "first_year": first_year,
        "born": born,
        "country": country,
        "given": given(origin, sex, rng),
        "family": surname(origin, sex, rng),
        "nats": [country],
        "muni": rng.choices(PLACES, cum_weights=PLACE_WEIGHTS)[0],
        "phone": number(rng, "06", 8),
        "doc": rng.choice("ABCDEFGHKLNPSTX") + rng.choice("ABCDEFGHKLNPSTX") + number(rng, "", 7),
        "stateless": False,
    }
    if origin == "NL" and rng.random() < 0.1:
        made["country"] = rng.choice(("SR", "MA", "TR", "DE"))
    if rng.random() < 0.06:
        made["nats"].append(rng.choice(("NL", "RO", "ES", "IT", "MD", "TR")))
    made["stateless"] = origin == "AR" and rng.random() < 0.08
    return {**made, **_kinship(made, kin, rng)} if kin else made


def _kinship(made, kin, rng):
    born = kin["born"] + datetime.timedelta(days=rng.choice((-1, 1)) * rng.randrange(330, 2200))
    family = kin["family"] if kin["sex"] == made["sex"] else surname_of_sibling(kin, made["sex"])
    shared = {"born": born, "family": family, "nats": kin["nats"], "first_year": kin["first_year"]}
    if rng.random() < 0.75:
        shared["muni"] = kin["muni"]
    if rng.random() < 0.2:
        shared["phone"] = kin["phone"]
    return shared


def surname_of_sibling(kin, sex):
    """The brother's or sister's form of a surname that has two."""
    family = kin["family"]
    if kin["origin"] == "BG" and family.endswith("va"):
        return family[:-1]
    if kin["origin"] == "PL" and family.endswith(("ska", "cka")):
        return family[:-1] + "i"
    return family + "a" if kin["origin"] == "BG" and sex == "F" and family.endswith("v") else family


def particle_slip(family, rng):
    """A tussenvoegsel dropped, moved behind the name or written as one word with it."""
    words = family.split()
    small = [w for w in words if w[0].islower()]
    if not small:
        return family
    rest = " ".join(w for w in words if not w[0].islower())
    return rng.choice(
        (rest, f"{rest} {' '.join(small)}", f"{rest}, {' '.join(small)}", "".join(words).title())
    )


def write_names(who, reporter, rng, kinds):
    """(given, family) as this reporter writes them; every change made is named in `kinds`."""
    first, last, origin = who["given"], who["family"], who["origin"]

    def change(kind, chance, new):
        if rng.random() < chance:
            value = new()
            if value not in ((first, last), first, last):
                kinds.add(kind)
                return value
        return None

    if " " in first and rng.random() < 0.55:
        first = first.split()[-1] if origin == "VN" else first.split()[0]
    first = (
        change(
            "diminutive",
            {"care": 0.2, "shelter": 0.25, "fairwork": 0.2}.get(reporter, 0.04),
            lambda: pet_name(first, origin, rng),
        )
        or first
    )
    last = change("particle", 0.25, lambda: particle_slip(last, rng)) or last
    if origin == "ES" or "-" in last[3:]:
        halves = last.replace("-", " ").split()
        last = (
            change(
                "double surname",
                0.45,
                lambda: rng.choice((halves[0], halves[0], halves[-1], "-".join(halves))),
            )
            or last
        )
    spelled = 0.2 if reporter in ("care", "shelter", "fairwork") else 0.12
    first = change("transliteration", spelled, lambda: variant(first, origin, rng)) or first
    last = change("transliteration", spelled, lambda: variant(last, origin, rng)) or last
    first = change("typing slip", 0.05, lambda: slip(first, rng)) or first
    last = change("typing slip", 0.06, lambda: slip(last, rng)) or last
    if who["sex"] == "F" and rng.random() < 0.03:
        last = surname(origin, "F", rng)
        kinds.add("other surname")
    if reporter in ("police", "kmar") or rng.random() < 0.6:
        first, last = strip_marks(first), strip_marks(last)
    return first, last


def write_birth(who, reporter, year, rng, kinds):
    """(birth_date, birth_year, age) as text, to the precision this reporter has."""
    form = rng.choices(
        ("full", "month", "year", "age", "none"), (*BIRTH[reporter], 1 - sum(BIRTH[reporter]))
    )[0]
    born = who["born"]
    if form == "none":
        return "", "", ""
    if rng.random() < 0.035:
        born = born.replace(year=born.year + rng.choice((-1, 1)), day=min(born.day, 28))
        kinds.add("year off by one")
    if form == "age":
        kinds.add("age only")
        return "", "", str(year - born.year + rng.choice((-1, 0, 0, 0, 1)))
    if form == "year":
        kinds.add("year only")
        return ("", str(born.year), "") if rng.random() < 0.7 else (str(born.year), "", "")
    if form == "month":
        kinds.add("day unknown")
        return f"{born.year}-{born.month:02d}", "", ""
    return _full_date(born, rng, kinds), "", ""


def _full_date(born, rng, kinds):
    chance = rng.random()
    if chance < 0.05:
        kinds.add("01-01 default")
        return f"{born.year}-01-01"
    if chance < 0.075 and born.day <= 12 and born.day != born.month:
        kinds.add("day and month swapped")
        return f"{born.year}-{born.day:02d}-{born.month:02d}"
    if chance < 0.115:
        kinds.add("wrong digit in date")
        return born.replace(day=1 + (born.day + rng.choice((1, 2, 9))) % 28).isoformat()
    return born.isoformat()


def write_origin(who, gives, rng, kinds):
    """(nationality, country) as text; several nationalities are separated by a semicolon."""
    nats = who["nats"]
    nationality = nats[0]
    if len(nats) > 1:
        kinds.add("two nationalities")
        nationality = rng.choice((nats[0], nats[1], ";".join(nats)))
    if not gives("nat"):
        nationality = ""
    elif who["stateless"] and rng.random() < 0.6:
        kinds.add("stateless")
        nationality = "stateless"
    elif rng.random() < 0.05:
        kinds.add("other nationality")
        nationality = rng.choice(("RO", "BG", "MD", "TR", "SY", "MA", "ES", "NG", "GH", "CN", "VN", "TH"))
    return nationality, who["country"] if gives("country") else ""


def write_contact(who, gives, rng, kinds):
    """(municipality, phone, document): people move and change numbers, documents come in fragments."""
    muni = who["muni"] if gives("muni") else ""
    phone = who["phone"] if gives("phone") else ""
    doc = who["doc"] if gives("doc") else ""
    if muni and rng.random() < 0.25:
        muni = rng.choices(PLACES, cum_weights=PLACE_WEIGHTS)[0]
        kinds.add("moved")
    if phone and rng.random() < 0.25:
        phone = number(rng, "06", 8)
    elif phone and rng.random() < 0.4:
        phone = rng.choice(("+31" + phone[1:], "0031 " + phone[1:], f"{phone[:2]}-{phone[2:]}"))
    if doc and rng.random() < 0.3:
        doc = doc[-4:]
        kinds.add("document fragment")
    elif doc and rng.random() < 0.15:
        doc = number(rng, rng.choice("ABCDEFGHK"), 8)
    return muni, phone, doc


def initials_of(first, last, reporter):
    letters = [w[0].upper() for w in strip_marks(first).split()[:1]] + [
        w[0].upper() for w in strip_marks(last).split() if w[0].isupper()
    ][:1]
    return "".join(f"{c}." for c in letters)


def record(who, rng):
    """One notification of `who` by a random reporter, as a dict of COLUMNS without ids."""
    reporter, kinds = pick(rng, REPORTERS), set()
    year = min(2024, who["first_year"] + rng.choice((0, 0, 0, 1, 1, 2)))

    def gives(field):
        return rng.random() < GIVES[reporter][field]

    first, last = write_names(who, reporter, rng, kinds)
    has_first, has_last = gives("given"), gives("family")
    row = {
        "origin": who["origin"],
        "reporter": reporter,
        "notified_on": f"{year}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
        "initials": "",
    }
    if not has_last and rng.random() < {"fairwork": 0.95}.get(reporter, 0.3):
        row["initials"] = initials_of(first, last, reporter)
        kinds.add("initials only")
    row["given_name"], row["family_name"] = first if has_first else "", last if has_last else ""
    if has_first and has_last and rng.random() < swap_chance(who["origin"], reporter):
        row["given_name"], row["family_name"] = row["family_name"], row["given_name"]
        kinds.add("names swapped")
    row["birth_date"], row["birth_year"], row["age"] = write_birth(who, reporter, year, rng, kinds)
    row["nationality"], row["country"] = write_origin(who, gives, rng, kinds)
    row["municipality"], row["phone"], row["document"] = write_contact(who, gives, rng, kinds)
    sex = who["sex"] if rng.random() > 0.008 else ("M" if who["sex"] == "F" else "F")
    return {**row, "sex": sex if gives("sex") else "", "kinds": "|".join(sorted(kinds))}


def swap_chance(origin, reporter):
    """Payroll lists (NLA) and origins that put the surname first swap most often."""
    return {"HU": 0.12, "CN": 0.15, "VN": 0.15}.get(origin, 0.03) + (0.06 if reporter == "nla" else 0.0)


def generate(records, seed):
    """A list of `records` dicts (COLUMNS) in random order, the truth in `person`."""
    rng, rows, count, kin = random.Random(seed), [], 0, None
    while len(rows) < records:
        who = person(rng, kin if kin and rng.random() < SIBLING else None)
        count, kin = count + 1, who
        rows += [{**record(who, rng), "person": str(count)} for _ in range(pick(rng, RECORDS_PER_PERSON))]
    rows = rows[:records]
    rng.shuffle(rows)
    return [{**row, "rec_id": str(n)} for n, row in enumerate(rows)]


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    write(args.out, generate(args.records, args.seed))


if __name__ == "__main__":
    main()
