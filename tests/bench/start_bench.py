#!/usr/bin/env python3
"""What a start costs through JBang, beside a script of one file with picocli, one after the other,
both by an alias of a catalog (which alone costs JBang 0.15 s).

    tests/bench/start_bench.py PATH/TO/jbang-cli-0.132.1-all.jar [ROUNDS]

Prints wall and processor seconds of warm starts (minimum and median) and of first uses in an empty
cache. Other load changes the wall; the ratio of processor seconds is the steadier one.
"""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

JAR = sys.argv[1]
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 10
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FLAGS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
ONE_FILE = """///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS info.picocli:picocli:4.7.7
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
import picocli.CommandLine;
import picocli.CommandLine.*;
@Command(name = "one", mixinStandardHelpOptions = true, version = "one 1")
class one implements Runnable {
  @Option(names = "--name") String name = "x";
  public void run() { System.out.println(name); }
  public static void main(String... args) { System.exit(new CommandLine(new one()).execute(args)); }
}
"""


def run(command, environment):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    line = subprocess.run(["java", *FLAGS, "-jar", JAR, "--quiet", *command], env=environment,
                          capture_output=True, text=True)
    if line.returncode == 255:  # JBang's protocol: the command to be run
        subprocess.run(["bash", "-c", "exec " + line.stdout], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
    elif line.returncode != 0:
        sys.exit(line.stderr)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def show(name, rows):
    wall, processor = zip(*rows)
    print(f"{name:22} wall min {min(wall):.2f} median {statistics.median(wall):.2f}   "
          f"cpu min {min(processor):.2f} median {statistics.median(processor):.2f}")
    return statistics.median(processor), min(wall)


folder = tempfile.mkdtemp()
try:
    one = os.path.join(folder, "one.java")
    with open(one, "w") as file:
        file.write(ONE_FILE)
    with open(os.path.join(folder, "jbang-catalog.json"), "w") as file:
        file.write('{"aliases": {"one": {"script-ref": "one.java"}}}')
    history = "history@" + os.path.join(ROOT, "jbang-catalog.json")
    cases = {"one file": ["one@" + os.path.join(folder, "jbang-catalog.json"), "--version"], "history": [history, "--version"]}
    warm = dict(os.environ, JBANG_DIR=os.path.join(folder, "warm"))
    first = {name: [] for name in cases}
    for turn in range(3):
        for name, command in cases.items():
            cold = dict(os.environ, JBANG_DIR=os.path.join(folder, f"cold{turn}{name[0]}"))
            first[name].append(run(command, cold))
    for command in cases.values():
        run(command, warm)
    later = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, command in cases.items():
            later[name].append(run(command, warm))
    for title, rows in (("first", first), ("warm", later)):
        base = show(f"{title}: one file", rows["one file"])
        ours = show(f"{title}: history", rows["history"])
        print(f"  history / one file: cpu {ours[0] / base[0]:.2f}, wall {ours[1] / base[1]:.2f}")
finally:
    shutil.rmtree(folder)
