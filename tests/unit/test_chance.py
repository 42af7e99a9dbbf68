"""Real clusters of complaints are told from noise: how often either is found, on generated firms."""

from __future__ import annotations

from random import Random

from pyxl.service.statistics.chance import LEVEL, gathered

FIRMS = 400


def firm(dice: Random, worse: float = 1.0) -> dict[str, tuple[int, int]]:
    """Forty items with one complaint in a hundred deliveries; the first has `worse` times as many."""
    places = {}
    for item in range(40):
        trials = dice.randint(50, 400)
        chance = 0.01 * (worse if item == 0 else 1.0)
        places[f"I{item}"] = sum(dice.random() < chance for _ in range(trials)), trials
    return places


def test_noise_gives_an_alarm_in_one_of_twenty_looks_at_most() -> None:
    dice = Random(9)
    alarms = sum(bool(gathered(firm(dice))) for _ in range(FIRMS))
    assert alarms / FIRMS <= LEVEL


def test_an_item_with_eight_times_the_complaints_is_found() -> None:
    dice = Random(9)
    found = sum("I0" in gathered(firm(dice, worse=8.0)) for _ in range(FIRMS // 4))
    assert found / (FIRMS // 4) >= 0.8


def test_four_lists_under_test_give_no_more_false_alarms_than_one() -> None:
    dice = Random(9)
    alarms = sum(any(gathered(firm(dice), lists=4) for _ in range(4)) for _ in range(FIRMS // 2))
    assert alarms / (FIRMS // 2) <= LEVEL
