"""Why there is no estimate, as part of a sentence, in Dutch and in English."""

REASONS = {
    "complete_overlap": (
        "de lijsten vallen zo samen dat de berekening op niemand ongezien uitkomt, en daar hoort geen"
        " interval bij",
        "the lists coincide so much that the calculation finds nobody unseen, and no interval belongs"
        " to that",
    ),
    "infinite_and_undetermined": (
        "de schatting bestaat niet (oneindig groot) en ligt niet vast",
        "the estimate does not exist (it is infinite) and is not determined",
    ),
    "infinite": (
        "de schatting bestaat niet: de lijsten overlappen te weinig, dus de uitkomst zou oneindig groot"
        " worden",
        "the estimate does not exist: the lists overlap too little, so the outcome would be infinite",
    ),
    "undetermined": (
        "de schatting ligt niet vast: verschillende aantallen passen even goed bij de gegevens",
        "the estimate is not determined: different numbers fit the data equally well",
    ),
    "no_model": ("er is geen model met een schatting", "there is no model with an estimate"),
}
