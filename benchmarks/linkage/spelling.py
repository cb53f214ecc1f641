"""How one name comes to be written in several ways: variants by origin, typing slips, shortened names.

Written from knowledge of the spelling practice of each language, apart from the folding rules of
`zicht.methods.linkage.names`, so that the benchmark does not merely invert the method it measures.
"""

import re
import unicodedata

# (pattern, alternatives): a hit is replaced by one alternative.
VARIANTS = {
    "NL": [
        ("ij", ["y"]),
        ("ck", ["k"]),
        ("dt", ["t", "d"]),
        ("ae", ["aa"]),
        ("ph", ["f"]),
        ("c(?=[aou])", ["k"]),
    ],
    "RO": [
        ("ș", ["s", "sh", "ş"]),
        ("ț", ["t", "ts", "tz"]),
        ("ă", ["a"]),
        ("[âî]", ["a", "i"]),
        ("gh", ["g"]),
        ("x", ["cs", "ks"]),
        ("ia", ["ya", "ea"]),
        ("iu", ["yu"]),
        ("c(?=[ei])", ["ch"]),
    ],
    "BG": [
        ("zh", ["j", "z"]),
        ("ts", ["c", "tz"]),
        ("sht", ["st", "scht"]),
        ("sh", ["s", "sch"]),
        ("ch", ["tch", "c"]),
        ("yu", ["iu", "ju"]),
        ("ya", ["ia", "ja"]),
        ("v$", ["ff", "w", "f"]),
        ("h", ["kh", "ch"]),
        ("y", ["i", "j"]),
        ("iy", ["i", "y"]),
        ("v", ["w"]),
    ],
    "HU": [
        ("á", ["a"]),
        ("é", ["e"]),
        ("í", ["i"]),
        ("ó", ["o"]),
        ("[öő]", ["o", "oe"]),
        ("[üű]", ["u", "ue"]),
        ("ú", ["u"]),
        ("sz", ["s"]),
        ("zs", ["zh", "z"]),
        ("cs", ["ch", "c"]),
        ("gy", ["g", "dj"]),
        ("th", ["t"]),
        ("ly", ["j", "l"]),
    ],
    "PL": [
        ("ł", ["l", "w"]),
        ("ń", ["n"]),
        ("ż", ["z"]),
        ("ź", ["z"]),
        ("ó", ["o", "u"]),
        ("ą", ["a", "on"]),
        ("ę", ["e", "en"]),
        ("ś", ["s"]),
        ("ć", ["c"]),
        ("sz", ["sh", "s"]),
        ("cz", ["ch", "c"]),
        ("w", ["v"]),
        ("j", ["y"]),
        ("rz", ["z"]),
    ],
    "AR": [
        ("^al-", ["al ", "el ", "el-", "al", ""]),
        ("^el ", ["al ", "el", "al-", ""]),
        ("ou", ["u", "oo"]),
        ("kh", ["ch", "k"]),
        ("ch", ["sh"]),
        ("sh", ["ch"]),
        ("dj", ["j"]),
        ("j", ["dj", "g"]),
        ("q", ["k", "c"]),
        ("k", ["q"]),
        ("ee", ["i"]),
        ("i", ["e", "y"]),
        ("u", ["o", "ou"]),
        ("mm", ["m"]),
        ("ss", ["s"]),
        ("s", ["ss"]),
        ("aa", ["a"]),
        ("ah$", ["a"]),
        ("a$", ["ah"]),
        ("gh", ["g"]),
        ("z", ["s"]),
        ("e", ["a"]),
        ("y", ["i"]),
        ("dh", ["d"]),
    ],
    "VN": [("đ", ["d"]), ("ph", ["f"]), ("uy", ["ui", "wi"]), ("y", ["i"]), ("quy", ["qui"])],
    "NG": [
        ("sh", ["s"]),
        ("oluwa", ["olu"]),
        ("kw", ["qu", "k"]),
        ("gb", ["b"]),
        ("ph", ["f"]),
        ("y", ["i"]),
        ("ee", ["i"]),
        ("ie", ["y"]),
        ("ck", ["k"]),
        ("i", ["e"]),
        ("o", ["u"]),
    ],
    "ES": [
        ("ñ", ["n", "nj"]),
        ("z", ["s"]),
        ("v", ["b"]),
        ("ll", ["y", "l"]),
        ("j", ["g", "y"]),
        ("qu", ["k"]),
        ("i", ["y"]),
        ("c(?=[ei])", ["s", "z"]),
        ("h", [""]),
    ],
    "CN": [
        ("^zh", ["ch", "j"]),
        ("^x", ["hs", "s"]),
        ("^q", ["ch"]),
        ("^wang", ["wong"]),
        ("^zhang", ["cheung", "chang"]),
        ("^chen", ["chan"]),
        ("^li$", ["lee"]),
        ("^liu", ["lau"]),
        ("^huang", ["wong"]),
        ("^lin$", ["lam"]),
        ("^wu$", ["ng", "woo"]),
        ("^zhou", ["chow"]),
        ("^guo", ["kwok"]),
        ("^c", ["ts"]),
        ("ui$", ["uei"]),
        ("ong", ["ung"]),
    ],
}

DIMINUTIVES = {
    "NL": {
        "Johanna": "Jo",
        "Maria": "Marie",
        "Elisabeth": "Lisa",
        "Willem": "Wim",
        "Johannes": "Jan",
        "Cornelis": "Kees",
        "Emma": "Emmy",
        "Alexander": "Sander",
        "Catharina": "Karin",
        "Hendrik": "Henk",
        "Jacob": "Jaap",
    },
    "RO": {
        "Alexandra": "Sanda",
        "Alexandru": "Sandu",
        "Elena": "Lenuta",
        "Maria": "Marioara",
        "Ioana": "Oana",
        "Gheorghe": "Gigi",
        "Constantin": "Costel",
        "Ion": "Ionel",
        "Ana": "Anca",
        "Gabriela": "Gabi",
        "Mihaela": "Miha",
    },
    "BG": {
        "Aleksandra": "Sashka",
        "Aleksandar": "Sasho",
        "Georgi": "Gosho",
        "Ivan": "Vanyo",
        "Ivanka": "Vanya",
        "Dimitar": "Mitko",
        "Viktoria": "Viki",
        "Maria": "Mimi",
        "Elena": "Eli",
        "Nikolay": "Niki",
        "Petar": "Pesho",
    },
    "HU": {
        "Katalin": "Kati",
        "Erzsébet": "Erzsi",
        "Zsuzsanna": "Zsuzsa",
        "Mária": "Mari",
        "Anna": "Panni",
        "László": "Laci",
        "István": "Pista",
        "József": "Jozsi",
        "János": "Jani",
        "Ferenc": "Feri",
        "Ilona": "Ica",
        "Judit": "Jutka",
    },
    "PL": {
        "Katarzyna": "Kasia",
        "Małgorzata": "Gosia",
        "Anna": "Ania",
        "Agnieszka": "Aga",
        "Joanna": "Asia",
        "Zofia": "Zosia",
        "Aleksandra": "Ola",
        "Barbara": "Basia",
        "Jan": "Janek",
        "Tomasz": "Tomek",
        "Piotr": "Piotrek",
        "Zuzanna": "Zuzia",
        "Maria": "Marysia",
        "Jakub": "Kuba",
        "Krzysztof": "Krzysiek",
    },
    "AR": {
        "Mohammed": "Moha",
        "Fatima": "Fati",
        "Abdullah": "Abdou",
        "Khadija": "Khadi",
        "Mustafa": "Moussa",
        "Youssef": "Yousse",
    },
    "VN": {},
    "NG": {
        "Emmanuel": "Emma",
        "Samuel": "Sammy",
        "Blessing": "Bless",
        "Precious": "Presh",
        "Patience": "Pat",
        "Michael": "Mike",
    },
    "ES": {
        "María": "Mari",
        "Francisco": "Paco",
        "José": "Pepe",
        "Isabella": "Isa",
        "Guadalupe": "Lupe",
        "Valentina": "Vale",
        "Daniela": "Dani",
        "Alejandra": "Ale",
        "Alejandro": "Alex",
        "Dolores": "Lola",
        "Luis": "Lucho",
        "Carolina": "Caro",
    },
    "CN": {},
}

KEYS = {
    c: n
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for c, n in zip(row, row[1:] + row[-2], strict=True)
}


def strip_marks(text):
    """The text without diacritics, as most Dutch systems store it."""
    plain = unicodedata.normalize(
        "NFKD", text.replace("đ", "d").replace("Đ", "D").replace("ł", "l").replace("Ł", "L")
    )
    return "".join(c for c in plain if not unicodedata.combining(c))


def variant(name, origin, rng):
    """The name with one or two spelling rules of its origin applied; unchanged when none fits."""
    text = unicodedata.normalize("NFC", name.lower())
    rules = [rule for rule in VARIANTS[origin] if re.search(rule[0], text)]
    if not rules:
        return strip_marks(name)
    for pattern, choices in rng.sample(rules, min(len(rules), rng.choice((1, 1, 2)))):
        text = re.sub(pattern, rng.choice(choices), text, count=1)
    return strip_marks(text.strip()).title()


def slip(name, rng):
    """One typing error: a neighbour key, a lost, doubled or swapped letter."""
    if len(name) < 3:
        return name
    at = rng.randrange(1, len(name) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + KEYS.get(name[at].lower(), "e") + name[at + 1 :]


def pet_name(name, origin, rng):
    """A pet form of the name when one is known, else sometimes its first syllable."""
    known = DIMINUTIVES[origin].get(name)
    if known:
        return known
    return name[: rng.choice((3, 4))] if len(name) > 6 and rng.random() < 0.3 else name
