from random import Random
from collections import Counter
from tests.norms import comparison
from tests.norms.comparison import *
from tests.norms.random_norms import random_package
import time, os


def test_soak(arithmetic):
    c = Counter()
    t = time.time()
    orig = comparison._compare

    def cmp(where, expected, row):
        c["values"] += len(expected)
        c["missing"] += sum(v is None for v in expected.values())
        return orig(where, expected, row)

    comparison._compare = cmp
    a, b = map(int, os.environ["SEEDS"].split("-"))
    bad = []
    for seed in range(a, b):
        r = Random(seed)
        p = random_package(r)
        c["formulas"] += sum(len(l.formulas) for l in p.levels.values())
        c["seed"] = seed
        d = differences(arithmetic, p, *random_rows(r, p))
        if d:
            bad.append((seed, d[:3]))
        if len(bad) > 5:
            break
    comparison._compare = orig
    print(c, time.time() - t, bad)
