#!/usr/bin/env python3
"""Writes a town to import: street lines of two segments in an irregular grid, one for about five addresses, the
addresses (1,000,000 by default, on 200,978 lines), and the mapping file. Usage: import_town.py FOLDER [ADDRESSES]"""

import pathlib
import random
import sys

ADDRESSES = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
CROSSINGS = round(317 * (ADDRESSES / 1_000_000) ** 0.5)  # on a side
EAST, NORTH = 0.0011, 0.0008  # degrees between crossings
LON, LAT = 9.0, 48.0

MAPPING = """import:
  crs: EPSG:4326
  layers:
    - {file: streets.csv, as: links, id: id, state: {value: proposed}}
    - {file: homes.csv, as: premises, id: id, lon: X, lat: Y, drop: {to: nearest-link, state: proposed}}
  sources: {nearest: [9.1, 48.1]}
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(5)
    near = lambda share: draw.uniform(-share, share)
    place = {(i, j): (LON + (i + near(0.2)) * EAST, LAT + (j + near(0.2)) * NORTH)
             for i in range(CROSSINGS + 1) for j in range(CROSSINGS + 1)}
    with open(folder / "streets.csv", "w") as streets:
        streets.write("WKT,id\n")
        number = 0
        for i in range(CROSSINGS):
            for j in range(CROSSINGS):
                for other in ((i + 1, j), (i, j + 1)):
                    a, b = place[i, j], place[other]
                    bend = ((a[0] + b[0]) / 2 + near(0.1) * EAST, (a[1] + b[1]) / 2 + near(0.1) * NORTH)
                    course = ", ".join("%.7f %.7f" % at for at in (a, bend, b))
                    streets.write(f'"LINESTRING ({course})",s{number}\n')
                    number += 1
    with open(folder / "homes.csv", "w") as homes:
        homes.write("id,X,Y\n")
        for i in range(ADDRESSES):
            homes.write("a%d,%.7f,%.7f\n" % (i, LON + draw.random() * CROSSINGS * EAST,
                                             LAT + draw.random() * CROSSINGS * NORTH))
    (folder / "map.yaml").write_text(MAPPING)


main()
