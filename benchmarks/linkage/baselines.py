"""The methods that Zicht's linkage is measured against, each at the threshold that suits it best.

Splink with stock comparisons and blocking, Splink tuned with wide blocking, `recordlinkage` ECM and the
hand rule "initials + birth year + nationality". All get the same records; names and dates are cleaned the
way a careful user of those tools would (lower case without diacritics, initials and birth year derived
where they can be).
"""

import time
import unicodedata

import numpy as np
import pandas as pd


def plain(text):
    """Lower case, without diacritics or punctuation."""
    text = unicodedata.normalize("NFKD", text.lower().replace("đ", "d").replace("ł", "l"))
    return "".join(c for c in text if c.isalnum() or c == " ").strip()


def clean(rows):
    """A frame for the baselines; missing is None."""
    frame = pd.DataFrame(rows)
    year = frame.birth_date.str[:4].where(frame.birth_date != "", frame.birth_year)
    by_age = frame.age.where(frame.age != "", None).astype(float)
    noted = frame.notified_on.str[:4].astype(int)
    year = year.where(year != "", (noted - by_age).map(lambda y: "" if np.isnan(y) else str(int(y))))
    out = pd.DataFrame(
        {
            "unique_id": np.arange(len(frame)),
            "first_name": frame.given_name.map(plain),
            "surname": frame.family_name.map(plain),
            "dob": frame.birth_date.where(frame.birth_date.str.len() == 10, ""),
            "birth_year": year,
            "sex": frame.sex,
            "nationality": frame.nationality,
            "municipality": frame.municipality,
            "phone": frame.phone.str.replace(r"\D", "", regex=True).str[-8:],
            "document": frame.document,
        }
    )
    letters = frame.initials.str.replace(".", "", regex=False).str.lower()
    out["initials"] = np.where(letters != "", letters, out.first_name.str[:1] + out.surname.str[:1])
    return out.astype(object).where(out != "", None)


def _splink(frame, comparisons, blocking, em_rules, deterministic, floor):
    import splink.comparison_library as cl  # noqa: F401
    from splink import DuckDBAPI, Linker, SettingsCreator

    start = time.perf_counter()
    api = DuckDBAPI()
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=blocking
    )
    linker = Linker(api.register(frame), settings)
    linker.training.estimate_probability_two_random_records_match(deterministic, recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in em_rules:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_weight=floor)
    table = pairs.as_pandas_dataframe()[["unique_id_l", "unique_id_r", "match_weight"]]
    return (
        table.unique_id_l.to_numpy(),
        table.unique_id_r.to_numpy(),
        table.match_weight.to_numpy(),
        time.perf_counter() - start,
    )


def splink_stock(frame, floor=-5):
    """Splink with stock comparisons and narrow blocking."""
    import splink.comparison_library as cl
    from splink import block_on

    comparisons = [
        cl.NameComparison("first_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("sex"),
        cl.ExactMatch("nationality").configure(term_frequency_adjustments=True),
        cl.ExactMatch("municipality").configure(term_frequency_adjustments=True),
        cl.ExactMatch("phone"),
        cl.ExactMatch("document"),
    ]
    blocking = [
        block_on("surname", "birth_year"),
        block_on("first_name", "dob"),
        block_on("surname", "first_name"),
        block_on("phone"),
        block_on("document"),
    ]
    return _splink(
        frame,
        comparisons,
        blocking,
        [block_on("dob"), block_on("surname", "first_name")],
        [block_on("surname", "first_name", "dob"), block_on("document")],
        floor,
    )


def splink_tuned(frame, floor=-5):
    """Splink tuned by hand: birth year and initials compared too, term frequencies, wide blocking."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import block_on

    born = cl.CustomComparison(
        output_column_name="born",
        comparison_levels=[
            cll.NullLevel("birth_year"),
            cll.ExactMatchLevel("dob"),
            cll.LevenshteinLevel("dob", 2),
            cll.ExactMatchLevel("birth_year"),
            cll.CustomLevel(
                "abs(cast(birth_year_l as int) - cast(birth_year_r as int)) <= 1", "one year apart"
            ),
            cll.ElseLevel(),
        ],
    )
    comparisons = [
        cl.JaroWinklerAtThresholds("first_name", [0.92, 0.85, 0.7]).configure(
            term_frequency_adjustments=True
        ),
        cl.JaroWinklerAtThresholds("surname", [0.92, 0.85, 0.7]).configure(term_frequency_adjustments=True),
        born,
        cl.LevenshteinAtThresholds("initials", 1),
        cl.ExactMatch("sex"),
        cl.ExactMatch("nationality").configure(term_frequency_adjustments=True),
        cl.ExactMatch("municipality").configure(term_frequency_adjustments=True),
        cl.ExactMatch("phone"),
        cl.LevenshteinAtThresholds("document", 1),
    ]
    blocking = [
        block_on("surname", "birth_year"),
        block_on("first_name", "birth_year"),
        block_on("dob"),
        block_on("surname", "first_name"),
        block_on("phone"),
        block_on("document"),
        block_on("initials", "birth_year", "nationality"),
        block_on("substr(surname,1,3)", "substr(first_name,1,1)", "nationality"),
        block_on("first_name", "municipality", "nationality"),
    ]
    return _splink(
        frame,
        comparisons,
        blocking,
        [block_on("dob"), block_on("surname", "first_name")],
        [block_on("surname", "first_name", "dob"), block_on("document")],
        floor,
    )


def ecm(frame):
    """`recordlinkage` with its ECM classifier; pairs it accepts get weight 1."""
    import recordlinkage as rl

    start = time.perf_counter()
    frame = frame.set_index("unique_id")
    index = rl.Index()
    for columns in (
        ["surname", "birth_year"],
        ["first_name", "birth_year"],
        ["dob"],
        ["phone"],
        ["document"],
    ):
        index.block(columns)
    present = index.index(frame)
    compare = rl.Compare()
    for name in ("first_name", "surname"):
        compare.string(name, name, method="jarowinkler", threshold=0.85, label=name)
    for name in ("dob", "birth_year", "sex", "nationality", "municipality", "phone", "document"):
        compare.exact(name, name, label=name)
    links = rl.ECMClassifier(binarize=0.5).fit_predict(compare.compute(present, frame))
    left, right = (links.get_level_values(n).to_numpy() for n in (0, 1))
    return left.astype(int), right.astype(int), np.ones(len(left)), time.perf_counter() - start


def hand_rule(frame):
    """Initials, birth year and nationality all known and equal."""
    start = time.perf_counter()
    keyed = frame.dropna(subset=["initials", "birth_year", "nationality"])
    pairs = keyed.merge(keyed, on=["initials", "birth_year", "nationality"])
    pairs = pairs[pairs.unique_id_x < pairs.unique_id_y]
    return (
        pairs.unique_id_x.to_numpy(int),
        pairs.unique_id_y.to_numpy(int),
        np.ones(len(pairs)),
        time.perf_counter() - start,
    )


ALL = {
    "Splink, stock": splink_stock,
    "Splink, tuned and wide blocking": splink_tuned,
    "recordlinkage ECM": ecm,
    "hand rule": hand_rule,
}
