"""What is said to who asked as much as one can on a day."""

A_DAY = 20
"""How many things one person can ask for on a day, over all ways together. Kept by `sec.spend`."""
USED_UP = (
    f"U vroeg vandaag al {A_DAY} keer of een ander iets kent. Meer kan op een dag niet: zo kan niemand"
    " lijsten uitproberen. Morgen kunt u weer vragen. Hebt u vandaag meer nodig voor een zaak? Bel uw"
    " functionaris gegevensbescherming: die kan uw aantal verhogen, en ziet dat u meer vroeg."
)
