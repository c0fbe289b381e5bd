"""Makes the seed corpus of a fuzz target from the project's scenarios, cases and earlier findings.

    make_corpus.py TARGET PROJECT PROGRAM FOLDER     PROGRAM packs scenarios for the target snapshot
"""
import pathlib
import shutil
import subprocess
import sys

target, project, program, folder = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
folder.mkdir(parents=True, exist_ok=True)
scenarios = sorted([*project.glob("scenarios/*.yaml"), *project.glob("scenarios/start/*.yaml"), *project.glob("tests/cases/*/*.yaml"),
                    *project.glob("tests/courses/*/*.yaml")])


def put(name, content):
    (folder / name).write_bytes(content)


def name_of(path):
    return "-".join(path.relative_to(project).parts)


for finding in (project / "tests/fuzz/regressions" / target).glob("[!.]*"):
    shutil.copy(finding, folder)
if target == "scenario":
    for path in scenarios:
        put(name_of(path), path.read_bytes())
elif target == "equipment":
    put("standard", (project / "models/access/equipment.yaml").read_bytes())
    for path in scenarios:
        text = path.read_text()
        if "\nequipment:" in text:
            put(name_of(path), text[text.index("\nequipment:"):].encode())
elif target == "tables":
    sites = b"id,kind,state,cost,lon,lat,technology,split,ports\npop,source,,5,7.1,50.7,,,\nolt,,failed,3,,,gpon-b+,,4\ns,,,,7,50,,32,\n"
    links = b"id,from,to,tier,state,cost,value,completion_cost,length_m,medium\nb,pop,olt,backbone,,9,9,,900,fibre\nf,olt,s,feeder,planned,4,,,50,fibre\n"
    premises = b"id,homes,users,subscribed,drop_from,drop_state,drop_cost,drop_length_m,drop_medium\nh1,2,5,yes,s,,3,20,fibre\n\"h,\"\"2\"\"\",,0.5,0,olt,planned,,,\n"
    for first in (0, 1, 2):
        put(f"plain-{first}", bytes([first]) + b"\n---\n".join([sites, links, premises]))
        put(f"semicolons-{first}", bytes([first]) + b"\n---\n".join([sites, links, premises]).replace(b",", b";"))
    sites = "\ufeffOrt;Art;cost;X;lon;lat\nA;HVt;120000,5;;500000,0;5600000\nB;KVz;1.500;;500300;5600400,5\n"
    links = "id;from;to;Ebene;route;length_m\nT;A;B;Kabel;LINESTRING (500000 5600000, 500300 5600400.5);512,4\n"
    premises = "Objekt|users|drop_from|drop_state|note\nh|2,5|B|geplant|\"a|\nb\"\ng|n/a|B|failed|\n"
    for first in (4, 5, 6):
        put(f"others-{first}", bytes([first]) + "\n---\n".join([sites, links, premises]).encode())
elif target == "stp":
    start = "33D32945 STP File, STP Format Version 1.0\n"
    graph = "SECTION Graph\nNodes 4\nEdges 5\nE 1 2 5\nE 2 3 4.25\nE 1 3 8\nE 3 4 1\nE 2 4 3\nEND\n"
    prizes = "SECTION Terminals\nTerminals 3\nRootP 1\nTP 2 3\nTP 3 9\nTP 4 0.5\nEND\n"
    terminals = "SECTION Terminals\nTerminals 2\nT 1\nT 4\nEND\n"
    comment = 'SECTION Comment\nName "four"\nProblem "RPCST"\nEND\n'
    coordinates = "SECTION Coordinates\nDD 1 7.1 50\nDD 2 7.2 50\nEND\n"
    put("prizes.stp", (start + comment + graph + prizes + coordinates + "EOF\n").encode())
    put("terminals.gr", (graph + terminals + "EOF\n").encode())
    put("cut.stp", (start + graph + prizes).encode())
    put("tabs.stp", (start + graph + prizes + "EOF\n").replace(" ", "\t").encode())
elif target == "study":
    for path in sorted((project / "scenarios/studies").glob("*.yaml")):
        put(path.name, path.read_bytes().replace(b"../town_rollout.yaml", b"town.yaml"))
elif target in ("ofds", "graphml", "mapping"):
    for path in sorted((project / "tests/tools/exchange/files").glob("*")):
        if {".json": "ofds", ".graphml": "graphml", ".yaml": "mapping"}.get(path.suffix) == target:
            put(path.name, path.read_bytes())
else:
    for path in scenarios:
        packed = folder / (name_of(path) + ".lmz")
        subprocess.run([program, "pack", path, "--quiet", "-o", packed], check=False, capture_output=True)
