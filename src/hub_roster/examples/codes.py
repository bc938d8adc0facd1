"""Codes of young people and names of staff: pronounceable, unlike, nobody's real name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.examples.draws import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

BIRDS = """
Avocet Bittern Bluetit Bullfinch Bunting Buzzard Chaffinch Chough Cormorant Crossbill Cuckoo
Curlew Dotterel Dunlin Dunnock Eider Fieldfare Fulmar Gannet Goldcrest Goosander Goshawk Grebe
Greenfinch Guillemot Harrier Heron Jackdaw Kestrel Kingfisher Kittiwake Lapwing Linnet Magpie
Mallard Moorhen Nightjar Nuthatch Osprey Ouzel Oystercatcher Partridge Peregrine Petrel Pintail
Pipit Plover Pochard Ptarmigan Puffin Razorbill Redshank Redstart Sanderling Sandpiper
Shearwater Shelduck Shoveler Siskin Skylark Sparrow Starling Stonechat Swallow Teal Treecreeper
Turnstone Wagtail Warbler Waxwing Wheatear Whimbrel Widgeon Woodcock Yellowhammer
"""
TREES_AND_PLANTS = """
Alder Aspen Bilberry Blackthorn Bluebell Bracken Bramble Broom Campion Cedar Celandine Clover
Cowslip Cypress Damson Dogwood Elder Foxglove Gorse Harebell Hawthorn Hazel Heather Hemlock
Holly Hornbeam Juniper Larch Laurel Lavender Linden Maple Marigold Meadowsweet Medlar Mulberry
Oak Primrose Quince Rowan Rosehip Saxifrage Sorrel Speedwell Spindle Spruce Sycamore Tamarisk
Teasel Thistle Thyme Walnut Whitebeam Willow Yarrow Yew
"""
RIVERS_AND_STONES = """
Agate Amber Avon Basalt Cobalt Coquet Coral Derwent Dove Flint Garnet Granite Jasper Jet Kelvin
Lune Marble Medway Mersey Obsidian Onyx Opal Pebble Quartz Rother Severn Slate Sandstone Swale
Tamar Thames Topaz Trent Tweed Ure Waveney Wharfe Windrush
"""
WORDS = tuple((BIRDS + TREES_AND_PLANTS + RIVERS_AND_STONES).split())
ADJECTIVES = (
    "Bright",
    "Calm",
    "Distant",
    "Early",
    "Frosty",
    "Gentle",
    "High",
    "Inland",
    "Lively",
    "Misty",
    "Northern",
    "Patient",
    "Quiet",
    "Rambling",
    "Silver",
    "Upland",
    "Velvet",
    "Winter",
)
STARTS = (
    *("Bel", "Cor", "Dar", "Fen", "Gal", "Hal", "Jor", "Kes", "Lor", "Mab", "Nev", "Orl", "Per"),
    *("Quil", "Ros", "Sev", "Tam", "Ulv", "Ves", "Wen", "Yor", "Zan"),
)
MIDDLES = ("a", "e", "i", "o")
ENDS = (
    *(
        "din",
        "len",
        "mie",
        "nor",
        "ris",
        "sa",
        "ta",
        "vin",
        "wyn",
        "zel",
        "keth",
        "kin",
        "la",
        "ro",
    ),
    *("dry", "fa", "gan", "bix"),
)


def within_one_edit(one: str, other: str) -> bool:
    """Say whether one letter added, dropped or changed makes one text the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((k for k, letter in enumerate(short) if letter != long[k]), len(short))
    rest = short[same:] if len(short) < len(long) else short[same + 1 :]
    return rest == long[same + 1 :]


def near_alike(one: str, other: str) -> bool:
    """Say whether two codes could be confused: one edit apart, or one begins the other."""
    a, b = one.casefold(), other.casefold()
    return a.startswith(b) or b.startswith(a) or within_one_edit(a, b)


def unlike(candidates: Iterable[str], count: int) -> list[str]:
    """Take the first candidates that are unlike all those taken before them.

    Raises
    ------
    ValueError
        If there are not enough of them.
    """
    taken: list[str] = []
    for candidate in candidates:
        if len(taken) == count:
            break
        if not any(near_alike(candidate, other) for other in taken):
            taken.append(candidate)
    if len(taken) < count:
        raise ValueError(f"there are only {len(taken)} codes unlike each other, {count} are needed")
    return taken


def young_people_codes(count: int, draw: Random) -> list[str]:
    """Draw codes for young people: birds, trees, rivers, stones; two words once those run out."""
    pairs = [f"{adjective} {word}" for adjective in ADJECTIVES for word in WORDS]
    return unlike([*shuffled(WORDS, draw), *shuffled(pairs, draw)], count)


def staff_names(count: int, draw: Random) -> list[str]:
    """Draw made-up first names, all different."""
    made = [start + middle + end for start in STARTS for middle in MIDDLES for end in ENDS]
    names = shuffled(made, draw)
    if count > len(names):
        raise ValueError(f"there are only {len(names)} made-up names, {count} are needed")
    return names[:count]
