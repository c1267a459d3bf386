"""Towns of the sample directory: real Connecticut towns, so that distances and ZIPs are right.

Coordinates: ZIP centroids of the table the gazetteer is built from. What happens at them
is invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """weight: how many groups meet here, beside the other towns: dense around Middletown."""

    postal_code: str
    name: str
    latitude: float
    longitude: float
    weight: int


TOWNS = (
    Town("06457", "Middletown", 41.5442, -72.6575, 30),
    Town("06416", "Cromwell", 41.6166, -72.6616, 8),
    Town("06480", "Portland", 41.5988, -72.5891, 6),
    Town("06422", "Durham", 41.4689, -72.6845, 4),
    Town("06455", "Middlefield", 41.5142, -72.7178, 3),
    Town("06424", "East Hampton", 41.5602, -72.5028, 5),
    Town("06441", "Higganum", 41.4656, -72.5826, 3),
    Town("06412", "Chester", 41.4117, -72.4871, 3),
    Town("06475", "Old Saybrook", 41.2999, -72.3827, 6),
    Town("06037", "Berlin", 41.6055, -72.7785, 6),
    Town("06067", "Rocky Hill", 41.6566, -72.6618, 8),
    Town("06450", "Meriden", 41.5358, -72.7757, 12),
    Town("06451", "Meriden", 41.5419, -72.8234, 8),
    Town("06492", "Wallingford", 41.4627, -72.8051, 12),
    Town("06489", "Southington", 41.6142, -72.8699, 9),
    Town("06410", "Cheshire", 41.5118, -72.9036, 8),
    Town("06109", "Wethersfield", 41.7025, -72.6693, 8),
    Town("06033", "Glastonbury", 41.7075, -72.5389, 8),
    Town("06051", "New Britain", 41.6652, -72.7699, 12),
    Town("06052", "New Britain", 41.6556, -72.8031, 6),
    Town("06010", "Bristol", 41.6816, -72.9407, 10),
    Town("06103", "Hartford", 41.7651, -72.6708, 12),
    Town("06105", "Hartford", 41.7733, -72.7044, 10),
    Town("06106", "Hartford", 41.7486, -72.696, 10),
    Town("06114", "Hartford", 41.7409, -72.6707, 8),
    Town("06108", "East Hartford", 41.7804, -72.6239, 9),
    Town("06040", "Manchester", 41.7614, -72.5256, 10),
    Town("06107", "West Hartford", 41.752, -72.7594, 9),
    Town("06119", "West Hartford", 41.7635, -72.7271, 6),
    Town("06002", "Bloomfield", 41.8467, -72.737, 5),
    Town("06095", "Windsor", 41.8738, -72.6768, 6),
    Town("06082", "Enfield", 41.984, -72.5556, 7),
    Town("06066", "Vernon", 41.8376, -72.459, 6),
    Town("06070", "Simsbury", 41.8747, -72.8138, 5),
    Town("06510", "New Haven", 41.3062, -72.9266, 14),
    Town("06511", "New Haven", 41.3173, -72.9264, 14),
    Town("06513", "New Haven", 41.3189, -72.869, 9),
    Town("06515", "New Haven", 41.328, -72.9708, 7),
    Town("06519", "New Haven", 41.2931, -72.9321, 8),
    Town("06514", "Hamden", 41.3768, -72.9428, 9),
    Town("06516", "West Haven", 41.2726, -72.965, 9),
    Town("06405", "Branford", 41.2799, -72.786, 7),
    Town("06437", "Guilford", 41.3318, -72.6968, 6),
    Town("06473", "North Haven", 41.3815, -72.8564, 6),
    Town("06460", "Milford", 41.2188, -73.0456, 9),
    Town("06484", "Shelton", 41.3046, -73.1392, 6),
    Town("06770", "Naugatuck", 41.4886, -73.0518, 6),
    Town("06702", "Waterbury", 41.5565, -73.0459, 9),
    Town("06704", "Waterbury", 41.5887, -73.0353, 7),
    Town("06604", "Bridgeport", 41.1544, -73.2109, 10),
    Town("06606", "Bridgeport", 41.2121, -73.2067, 8),
    Town("06824", "Fairfield", 41.173, -73.2808, 6),
    Town("06854", "Norwalk", 41.0909, -73.4288, 8),
    Town("06902", "Stamford", 41.0593, -73.5444, 9),
    Town("06810", "Danbury", 41.3778, -73.4575, 8),
    Town("06790", "Torrington", 41.8342, -73.1315, 6),
    Town("06098", "Winsted", 41.9272, -73.1093, 3),
    Town("06226", "Willimantic", 41.7082, -72.2085, 5),
    Town("06260", "Putnam", 41.908, -71.8705, 4),
    Town("06360", "Norwich", 41.548, -72.0895, 7),
    Town("06320", "New London", 41.3488, -72.102, 7),
    Town("06340", "Groton", 41.3544, -72.0403, 5),
    Town("06385", "Waterford", 41.3617, -72.1566, 4),
)

BY_POSTAL_CODE = {town.postal_code: town for town in TOWNS}
