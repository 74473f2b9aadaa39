#!/usr/bin/env python3
"""Line coverage of the heart by the tests, without the fuzzers: what `./dev coverage` runs.

    coverage.py BUILD SPEC      runs ctest and the specification suite of the build in BUILD (the
                                preset `coverage`) and reports
    coverage.py --report BUILD  reports on the last run again

Prints a table by directory and the files that lack the most lines, and writes HTML to BUILD/html.
Fails if a directory is below its aim. A line counts once, however many instances of a template or
programs it is in; it is covered if one of them ran it.
"""
import glob
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
AIM = 95.0
# Directories of the table, and what of each counts: what the host builds of it.
DIRECTORIES = ["jit", "arch", "runtime"]
WORST = 15


def tool(name):
    """A tool of LLVM in clang's own version."""
    major = re.search(r"version (\d+)",
                      subprocess.run(["clang", "--version"], capture_output=True, text=True,
                                     check=True).stdout)[1]
    for candidate in (f"{name}-{major}", name):
        if shutil.which(candidate):
            return candidate
    sys.exit(f"coverage: there is no {name}: it is in the Debian package 'llvm'")


def is_program(path):
    return os.path.isfile(path) and os.access(path, os.X_OK)


def programs(build):
    """The programs of the build, all of which hold code that is counted."""
    found = [p for p in glob.glob(os.path.join(build, "*")) if is_program(p)]
    return sorted(found)


def run_tests(build, spec):
    profiles = os.path.join(build, "profiles")
    shutil.rmtree(profiles, ignore_errors=True)
    os.makedirs(profiles)
    # %m: the runs of one program are added up in a file (four, so that they seldom wait).
    environment = dict(os.environ, LLVM_PROFILE_FILE=os.path.join(profiles, "%4m.profraw"))
    failed = []

    def run(name, command):
        print(f"==> {name}", flush=True)
        if subprocess.run(command, env=environment).returncode != 0:
            failed.append(name)

    run("ctest", ["ctest", "--test-dir", build, f"-j{os.cpu_count()}", "--output-on-failure",
                  "--quiet", "-E", "^(headers|soak|install)"])
    if os.path.isdir(os.path.join(spec, "core")):
        for bounds in ("guarded", "checked"):
            run(f"specification suite, {bounds}",
                [os.path.join(build, "spec_runner"), "--quiet", "--bounds", bounds,
                 os.path.join(spec, "core")])
    else:
        print(f"skipped  specification suite: there is none at {spec}")
    subprocess.run([tool("llvm-profdata"), "merge", "-sparse", "-o",
                    os.path.join(build, "tests.profdata"), *glob.glob(profiles + "/*.profraw")],
                   check=True)
    return failed


def cov(command, build, *options):
    binaries = programs(build)
    objects = [binaries[0]] + [f"-object={b}" for b in binaries[1:]]
    # In these directories of ours, and in the system's headers, nothing counts.
    return [tool("llvm-cov"), command, *objects,
            f"-instr-profile={os.path.join(build, 'tests.profdata')}", *options,
            "-ignore-filename-regex=/(tests|cli|examples|bench|fuzz|include)/"]


def read_lines(build):
    """{path: {line: times}} of all files that count."""
    text = subprocess.run(cov("export", build, "-format=lcov", "-skip-functions"), check=True,
                          capture_output=True, text=True).stdout
    files, lines = {}, None
    for row in text.splitlines():
        if row.startswith("SF:"):
            path = os.path.relpath(row[3:], ROOT)
            counts = path.split("/")[0] in DIRECTORIES
            lines = files.setdefault(path, {}) if counts else {}
        elif row.startswith("DA:"):
            number, times = row[3:].split(",")[:2]
            lines[int(number)] = max(lines.get(int(number), 0), int(times))
    return files


def percent(covered, total):
    return 100.0 * covered / total if total else 100.0


def ranges(numbers):
    """[3, 4, 5, 9] -> '3-5 9'"""
    out = []
    for n in numbers:
        if out and out[-1][1] == n - 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)


def report(build):
    files = read_lines(build)
    totals = {}
    for path, lines in files.items():
        covered = sum(times > 0 for times in lines.values())
        parts = os.path.dirname(path).split("/")
        # A directory's row has what lies below it, too.
        for depth in range(1, len(parts) + 1):
            entry = totals.setdefault("/".join(parts[:depth]), [0, 0])
            entry[0] += covered
            entry[1] += len(lines)
    print(f"\n{'directory':<24} {'lines':>7} {'covered':>8} {'':>8}")
    low = []
    for name in sorted(totals):
        covered, total = totals[name]
        share = percent(covered, total)
        print(f"{name + '/':<24} {total:>7} {covered:>8} {share:>7.1f}%")
        if name in DIRECTORIES and share < AIM:
            low.append(name)
    print(f"\n{'the most lines missing':<44} {'lines':>6} {'':>7}  which")
    missing = {p: sorted(n for n, times in lines.items() if times == 0)
               for p, lines in files.items()}
    for path in sorted(files, key=lambda p: -len(missing[p]))[:WORST]:
        if not missing[path]:
            break
        share = percent(len(files[path]) - len(missing[path]), len(files[path]))
        print(f"{path:<44} {len(missing[path]):>6} {share:>6.1f}%  {ranges(missing[path])[:120]}")
    return low


def main():
    only_report = sys.argv[1:2] == ["--report"]
    arguments = sys.argv[2:] if only_report else sys.argv[1:]
    if len(arguments) != (1 if only_report else 2):
        sys.exit(__doc__)
    build = os.path.abspath(arguments[0])
    failed = [] if only_report else run_tests(build, os.path.abspath(arguments[1]))
    html = os.path.join(build, "html")
    shutil.rmtree(html, ignore_errors=True)
    subprocess.run(cov("show", build, "-format=html", f"-output-dir={html}"), check=True)
    low = report(build)
    print(f"\nline by line: {os.path.relpath(html, ROOT)}/index.html")
    for name in failed:
        print(f"coverage: FAILED: {name}")
    for name in low:
        print(f"coverage: {name}/ is below {AIM:.0f} %")
    sys.exit(1 if failed or low else 0)


if __name__ == "__main__":
    main()
