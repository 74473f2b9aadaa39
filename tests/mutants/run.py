#!/usr/bin/env python3
"""Seeded faults: does a test notice? What `./dev test --mutants` runs.

    run.py [NAME...] [--fuzz] [--jobs N] [--likely] [--list] [--only-check]

Each fault of tests/mutants/*.txt (README.md there says how they are written) is put into a copy of
the sources, one at a time; the copy is built, and the quick tests run until one fails. Behaviour
goes first, expected assembly (golden_test) last: what only that one sees is counted apart. With
--fuzz, what no test sees is left to the fault's fuzzer for a minute.

Prints a line for each fault, and totals; fails if a fault was missed, or is stale: its text must
occur exactly once.
"""
import argparse
import glob
import os
import resource
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
WORK = os.path.join(ROOT, "build", "mutants")
TREE = os.path.join(WORK, "tree")
BUILD = os.path.join(WORK, "build")
FUZZ = os.path.join(WORK, "fuzz")
SPEC = os.environ.get("SHOAL_SPEC_DIR", os.path.join(ROOT, "..", "shared", "spec"))

# What runs if none of the tests that a fault names notices it, in this order.
QUICK = ["spec", "trap_test", "api_test", "calls_test", "shared_heap_test", "ems_test",
         "lifetime_test", "runtime_test", "bounds_test", "reader_test", "validator_test",
         "masm_test", "target_test", "c_api_test", "concurrency_test", "differential_test",
         "golden_test"]
LAST = "golden_test"
TEST_SECONDS = 120
FUZZ_SECONDS = 60
FIELDS = ("file", "after", "old", "new", "breaks", "tests", "fuzz")


class Stale(Exception):
    """The list does not fit the sources, or not itself."""


class Mutant:
    def __init__(self, name, where):
        self.name, self.where = name, where
        self.after = self.tests = self.fuzz = None
        self.file = self.old = self.new = self.breaks = None

    def complete(self):
        for field in ("file", "old", "new", "breaks"):
            if getattr(self, field) is None:
                raise Stale(f"{self.where}: {self.name} has no '{field}'")
        if self.old == self.new:
            raise Stale(f"{self.where}: {self.name} changes nothing")
        self.tests = (self.tests or "").split()

    def apply(self, text):
        """`text`, the file's, with the fault in it."""
        begin = 0
        if self.after is not None:
            if text.count(self.after) != 1:
                raise Stale(f"{self.where}: {self.name}: {self.file} has 'after' "
                            f"{text.count(self.after)} times: {self.after}")
            begin = text.index(self.after) + len(self.after)
            at = text.find(self.old, begin)
            found = 1 if at >= 0 else 0
        else:
            found, at = text.count(self.old), text.find(self.old)
        if found != 1:
            raise Stale(f"{self.where}: {self.name}: {self.file} has 'old' {found} times, it has "
                        f"to be there once: {self.old}")
        return text[:at] + self.new + text[at + len(self.old):]


def read_lists():
    mutants = {}
    for path in sorted(glob.glob(os.path.join(HERE, "*.txt"))):
        mutant = None
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.rstrip("\n")
            where = f"{os.path.relpath(path, ROOT)}:{number}"
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("["):
                name = line.strip("[]")
                if name in mutants:
                    raise Stale(f"{where}: there are two {name}")
                mutant = mutants[name] = Mutant(name, where)
                continue
            field, colon, value = line.partition(":")
            if mutant is None or not colon or field not in FIELDS:
                raise Stale(f"{where}: not a line of a fault: {line}")
            if getattr(mutant, field) is not None:
                raise Stale(f"{where}: {mutant.name} has two '{field}'")
            setattr(mutant, field, value.strip())
    for mutant in mutants.values():
        mutant.complete()
    return mutants


def source(mutant, root=ROOT):
    with open(os.path.join(root, mutant.file), encoding="utf-8") as file:
        return file.read()


def copy_tree():
    """Brings TREE up to the sources; files that are the same keep their times."""
    tracked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT,
                             check=True, capture_output=True).stdout.decode().split("\0")
    wanted = {p for p in tracked if p and os.path.isfile(os.path.join(ROOT, p))}
    for path in wanted:
        here, there = os.path.join(ROOT, path), os.path.join(TREE, path)
        if os.path.exists(there) and open(here, "rb").read() == open(there, "rb").read():
            continue
        os.makedirs(os.path.dirname(there), exist_ok=True)
        shutil.copyfile(here, there)
        shutil.copymode(here, there)
    for folder, _, files in os.walk(TREE):
        for name in files:
            path = os.path.join(folder, name)
            if os.path.relpath(path, TREE) not in wanted:
                os.remove(path)


def limit_child():
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(command, log, seconds, **options):
    """The exit status; None: it took too long."""
    with open(log, "wb") as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT,
                                 stdin=subprocess.DEVNULL, preexec_fn=limit_child, **options)
        try:
            return child.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return None


def launcher():
    if not shutil.which("ccache"):
        return []
    return ["-DCMAKE_C_COMPILER_LAUNCHER=ccache", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"]


def configure():
    linker = ["-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld"] if shutil.which("ld.lld") else []
    log = os.path.join(WORK, "configure.log")
    # Asserts are on: the compiler checks itself, as in debug builds. What a fault leaves unused is no
    # reason to refuse it.
    status = run(["cmake", "-G", "Ninja", "-S", TREE, "-B", BUILD, "-DCMAKE_BUILD_TYPE=Debug",
                  "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -w", "-DCMAKE_C_FLAGS_DEBUG=-O1",
                  "-DSHOAL_BUILD_BENCH=OFF", "-DSHOAL_BUILD_EXAMPLES=OFF", "-DSHOAL_INSTALL=OFF",
                  f"-DSHOAL_SPEC_DIR={os.path.abspath(SPEC)}", *linker, *launcher()], log, None)
    if status != 0:
        sys.exit(f"mutants: configuring failed: {log}")


def target_of(test):
    return "spec_runner" if test == "spec" else test


def build(targets, log, jobs, directory=BUILD):
    command = ["cmake", "--build", directory, f"-j{jobs}", "--target", *targets]
    environment = dict(os.environ, CCACHE_BASEDIR=TREE, CCACHE_NOHASHDIR="1")
    return run(command, log, None, env=environment) == 0


def commands(test):
    """What to run for a test: names and command lines."""
    if test == "spec":
        return [(f"spec {bounds}",
                 [os.path.join(BUILD, "spec_runner"), "--quiet", "--bounds", bounds,
                  os.path.join(SPEC, "core")]) for bounds in ("guarded", "checked")]
    return [(test, [os.path.join(BUILD, test), "--gtest_brief=1", "--gtest_fail_fast"])]


def failing(test, log):
    """The name of what of this test fails; None: it passes."""
    for name, command in commands(test):
        status = run(command, log, TEST_SECONDS, env=dict(os.environ, SHOAL_DIFF_SEEDS="60"))
        if status is None:
            return f"{name} (does not end)"
        if status < 0:
            return f"{name} (signal {-status})"
        if status != 0:
            return name
    return None


def available(tests):
    return [t for t in tests if t != "spec" or os.path.isdir(os.path.join(SPEC, "core"))]


class Sound:
    """The tests that pass without a fault: else a failure would prove nothing."""

    def __init__(self, jobs, trusts):
        self.jobs, self.trusts, self.known = jobs, trusts, set()

    def check(self, tests):
        """TREE must be without a fault."""
        tests = [t for t in tests if t not in self.known]
        if self.trusts or not tests:
            return
        log = os.path.join(WORK, "sound.log")
        print(f"  without a fault: {' '.join(tests)}", flush=True)
        if not build([target_of(t) for t in tests], log, self.jobs):
            sys.exit(f"mutants: the sources do not build: {log}")
        for test in tests:
            if name := failing(test, log):
                sys.exit(f"mutants: {name} fails without any fault: {log}")
        self.known.update(tests)


def fuzzed(mutant, log, jobs):
    """Whether the fault's fuzzer finds it in a minute."""
    if not os.path.exists(os.path.join(FUZZ, "build.ninja")):
        flags = "-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined"
        run(["cmake", "-G", "Ninja", "-S", TREE, "-B", FUZZ, "-DCMAKE_BUILD_TYPE=Debug",
             "-DCMAKE_C_COMPILER=clang", "-DCMAKE_CXX_COMPILER=clang++",
             f"-DCMAKE_CXX_FLAGS={flags}", "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -gline-tables-only",
             "-DSHOAL_BUILD_FUZZ=ON", "-DSHOAL_BUILD_TESTS=OFF", "-DSHOAL_BUILD_CLI=OFF",
             "-DSHOAL_BUILD_EXAMPLES=OFF", "-DSHOAL_BUILD_BENCH=OFF", *launcher()], log, None)
    if not build([f"fuzz_{mutant.fuzz}"], log, jobs, FUZZ):
        return False
    learnt = os.path.join(WORK, "corpus")
    shutil.rmtree(learnt, ignore_errors=True)
    os.makedirs(learnt)
    status = run([os.path.join(FUZZ, f"fuzz_{mutant.fuzz}"), f"-max_total_time={FUZZ_SECONDS}",
                  "-timeout=20", "-rss_limit_mb=3000", "-artifact_prefix=" + learnt + "/", learnt,
                  os.path.join(TREE, "fuzz", "corpus", mutant.fuzz)], log, 3 * FUZZ_SECONDS)
    return status != 0


def hunt(mutant, sound, args):
    """What catches the fault, or None; raises Stale if it does not build."""
    log = os.path.join(WORK, "logs", mutant.name + ".log")
    path = os.path.join(TREE, mutant.file)
    text = source(mutant, TREE)

    def put(contents):
        with open(path, "w", encoding="utf-8") as file:
            file.write(contents)

    # The likeliest tests with one build; the others only if those do not notice.
    likely = available(mutant.tests)
    others = available([t for t in QUICK if t not in mutant.tests])
    groups = (likely,) if args.likely else (likely, others)
    try:
        for tests in groups:
            sound.check(tests)
            put(mutant.apply(text))
            for test in tests:
                if not build([target_of(test)], log, sound.jobs):
                    raise Stale(f"{mutant.where}: {mutant.name} does not build: {log}")
                if name := failing(test, log):
                    return name
            put(text)
        put(mutant.apply(text))
        if args.fuzz and mutant.fuzz and fuzzed(mutant, log, sound.jobs):
            return f"fuzz {mutant.fuzz}"
        return None
    finally:
        put(text)


def parse():
    parser = argparse.ArgumentParser(description="Seeds faults, and sees whether a test notices.")
    parser.add_argument("names", nargs="*", help="faults; none: all of them")
    parser.add_argument("--fuzz", action="store_true", help="a minute of fuzzing for what is missed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="of a build at a time")
    parser.add_argument("--list", action="store_true", help="name the faults, and say what they are")
    parser.add_argument("--only-check", action="store_true", help="that the lists fit the sources")
    parser.add_argument("--likely", action="store_true", help="only the tests that faults name")
    parser.add_argument("--trust", action="store_true", help="that all tests pass without a fault")
    return parser.parse_args()


def main():
    args = parse()
    mutants = read_lists()
    for name in args.names:
        if name not in mutants:
            raise Stale(f"there is no fault '{name}'; --list names them")
    chosen = [m for m in mutants.values() if not args.names or m.name in args.names]
    for mutant in chosen:
        mutant.apply(source(mutant))
    if args.list or args.only_check:
        for mutant in chosen if args.list else []:
            print(f"{mutant.name:<34} {mutant.file:<36} {mutant.breaks}")
        print(f"{len(chosen)} faults, all fit the sources")
        return 0

    os.makedirs(os.path.join(WORK, "logs"), exist_ok=True)
    copy_tree()
    configure()
    sound = Sound(args.jobs, args.trust)
    sound.check(available(list(dict.fromkeys(sum((m.tests for m in chosen), [])))))
    caught, golden, missed, broken = 0, [], [], []
    for i, mutant in enumerate(chosen, 1):
        begin = time.monotonic()
        try:
            by = hunt(mutant, sound, args)
        except Stale as error:
            broken.append(mutant.name)
            print(f"{i:>3}/{len(chosen)}  {mutant.name:<34} ERROR: {error}", flush=True)
            continue
        seconds = time.monotonic() - begin
        if by is None:
            missed.append(mutant)
        elif by.startswith(LAST):
            golden.append(mutant.name)
            by += " only"
        else:
            caught += 1
        verdict = f"caught by {by}" if by else f"MISSED: {mutant.breaks}"
        print(f"{i:>3}/{len(chosen)}  {mutant.name:<34} {seconds:>4.0f} s  {verdict}", flush=True)
    print(f"\n{len(chosen)} faults: {caught} caught by what code does, {len(golden)} by its expected "
          f"assembly only, {len(missed)} missed")
    for names, what in ((golden, "only by expected assembly"), (broken, "errors of the list")):
        if names:
            print(f"{what}: {' '.join(names)}")
    return 1 if missed or broken else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stale as error:
        sys.exit(f"mutants: {error}")
