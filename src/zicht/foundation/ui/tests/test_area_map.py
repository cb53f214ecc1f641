"""Maps say the same in colour, pattern and words (OP4)."""

from zicht.foundation.ui.area_map import area_map
from zicht.reference.maps import SIZE, drawn


def test_OP4_every_number_has_a_class_and_withheld_is_not_nothing():
    """OP4: withheld has a shade of its own; the legend names only what occurs; the table has every area."""
    numbers = {"VR01": None, "VR02": 1, "VR03": 10, "VR04": 49, "VR05": 99, "VR06": 4321}
    found = area_map("safety_region", numbers)
    shades = dict(
        zip(
            (area.text.split(":")[0] for area in found.areas),
            (area.shade for area in found.areas),
            strict=True,
        )
    )
    assert [shades[name] for name in ("Groningen", "Fryslân", "Drenthe", "IJsselland", "Twente")] == [
        "withheld",
        "1",
        "2",
        "3",
        "4",
    ]
    assert ("withheld", "niet getoond") in found.legend
    assert len(found.rows) == 25
    assert dict(found.rows)["Groningen"] == "niet getoond"


def test_the_drawing_holds_every_place_and_zooms_in_on_a_region():
    width, height = SIZE
    for kind, number in (("municipality", 342), ("safety_region", 25), ("police_unit", 10)):
        assert len(drawn(kind)) == number
        assert all(
            area.box[0] >= 0 and area.box[2] <= width and area.box[1] >= 0 and area.box[3] <= height
            for area in drawn(kind)
        )
    near = area_map("municipality", {"GM0228": 3, "GM0202": 4}, zoomed=True)
    assert len(near.areas) == 2
    assert float(near.view.split()[2]) < width / 4
