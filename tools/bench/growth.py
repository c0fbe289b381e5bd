"""How long a study takes on many ranks of one thread, from times measured on one machine.

    growth.py [--run SECONDS] [--runs N] [--block RUNS] [--options N]

Rank 0 spends SERVING on each block (messages and the journal) and computes in the rest of its time. So R ranks finish
R blocks in the time of a block and of serving it, until rank 0 does nothing but serve. Before that comes the start of
all ranks, after it the last block, and the tables, which rank 0 writes alone.
"""
import argparse

START = 0.3  # s: MPI_Init and reading, side by side on all ranks
SERVING = 56e-6  # s for a block
WRITING = 7e-6  # s for a run and option: tables, summaries and sensitivities


def seconds(ranks, run, runs, block, options):
    blocks = -(-runs // block)
    in_row = 1 / max((run * block + SERVING) / ranks, SERVING)  # blocks a second
    return START + blocks / in_row + (run * block if ranks > 1 else 0) + WRITING * runs * options


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", type=float, default=4.5e-3)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--block", type=int, default=16)
    parser.add_argument("--options", type=int, default=1)
    given = vars(parser.parse_args())
    alone = seconds(1, **given)
    print(f"rank 0 serves at most {(given['run'] * given['block'] + SERVING) / SERVING:.0f} ranks")
    for ranks in (1, 2, 4, 10, 30, 100, 300, 1000):
        taken = seconds(ranks, **given)
        print(f"{ranks:5} ranks  {taken:10.1f} s  {alone / taken:6.1f} x")


if __name__ == "__main__":
    main()
