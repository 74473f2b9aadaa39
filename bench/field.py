"""Other compilers as others measured them, not on the machine that runs the benchmarks. They were published for one
machine, interleaved, over PolyBench: relative to Liftoff they can stand beside what is measured here."""

LIFTOFF_MB_PER_S = 27.9

# Run time over Liftoff's (geometric mean over PolyBench).
CODE = {"Wizard": 0.94, "JSC BBQ": 1.06, "WAMR Fast JIT": 1.06, "WAMR AOT": 0.54, "Cranelift": 0.61, "native -O2": 0.41}

# Compile throughput over Liftoff's; of the others it is not known.
MB_PER_S = {"Wizard": 5.2, "JSC BBQ": 12.8, "WAMR Fast JIT": 5.7}
COMPILE = {name: speed / LIFTOFF_MB_PER_S for name, speed in MB_PER_S.items()}
