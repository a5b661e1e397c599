"""Plants the bugs of mutations.txt one after another, and says which of them the tests notice."""

import os
import pathlib
import re
import subprocess
import sys
import time

root = pathlib.Path(__file__).resolve().parent.parent.parent
copy = root / ".build/mutants/copy"
# The quick ones first: what they notice needs no others. None of them needs a server.
suites = ["PlanningTests|CoreTests|ReconciliationTests|SandboxTests", "(Generated|Contested|Ignored)FleetTests"]


def mutations():
    found = []
    text = (root / "scripts/mutants.d/mutations.txt").read_text()
    for block in text.split("\n\n")[1:]:
        name, file, old, new = block.strip().split("\n")
        assert old.startswith("- ") and new.startswith("+ "), f"{name}: not '- old' and '+ new'"
        found.append((name, file, old[2:], new[2:]))
    return found


def check(found):
    stale = False
    for name, file, old, _ in found:
        count = (root / file).read_text().count(old)
        if count != 1:
            print(f"mutation {name}: its text stands {count} times in {file}", file=sys.stderr)
            stale = True
    if stale:
        sys.exit("scripts/mutants.d/mutations.txt does not fit the sources: write what stands there now")


def make_copy():
    """What is as it was keeps its time, so that little is built anew."""
    listed = subprocess.check_output(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, text=True)
    files = {name for name in listed.split("\0") if name and (root / name).is_file()}
    for path in copy.rglob("*"):
        if path.is_file() and str(path.relative_to(copy)) not in files:
            path.unlink()
    for name in files:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        write(copy / name, (root / name).read_bytes())
        (copy / name).chmod((root / name).stat().st_mode)


def write(path, content):
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)


def swift(*arguments):
    command = ["nice", "-n", "10", "swift", *arguments, "--scratch-path", "../build", "--jobs", "2"]
    environment = os.environ | {"CADASTRE_SEEDS": "0-49"}
    return subprocess.run(
        command, cwd=copy, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def noticed():
    """The first test that fails; None where none does."""
    for suite in suites:
        run = swift("test", "--skip-build", "--filter", suite)
        if run.returncode:
            failed = re.search(r'^✘ Test (".*?"|\S+)', run.stdout, re.MULTILINE)
            return failed.group(1) if failed else f"the tests end with {run.returncode}"
    return None


def main():
    arguments = sys.argv[1:]
    found = mutations()
    check(found)
    if arguments == ["--check"]:
        return
    unknown = set(arguments) - {name for name, *_ in found}
    if unknown:
        sys.exit(f"no mutation {', '.join(sorted(unknown))}: scripts/mutants.d/mutations.txt has them")
    make_copy()
    build = swift("build", "--build-tests")
    if build.returncode:
        sys.exit(build.stdout[-4000:])
    if failure := noticed():
        sys.exit(f"without any mutation: {failure}")
    survivors = []
    for name, file, old, new in found:
        if arguments and name not in arguments:
            continue
        begin = time.monotonic()
        source = (root / file).read_text()
        write(copy / file, source.replace(old, new).encode())
        build = swift("build", "--build-tests")
        if build.returncode:
            errors = [line for line in build.stdout.split("\n") if "error:" in line]
            outcome = f"does not build: {errors[0] if errors else build.stdout[-200:]}"
            survivors.append(name)
        elif failure := noticed():
            outcome = f"caught    {failure}"
        else:
            outcome = "SURVIVED"
            survivors.append(name)
        write(copy / file, source.encode())
        print(f"{name:28} {outcome}  ({time.monotonic() - begin:.0f} s)", flush=True)
    if survivors:
        sys.exit(f"not noticed: {', '.join(survivors)}")


main()
