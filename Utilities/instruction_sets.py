"""Checks that no code for AVX2 or AVX-512 has left the modules that are compiled for them.

    instruction_sets.py [.build/release]

What a module compiles of its imports, or for the runtime (specialisations of the standard library, copies of structs), are
weak symbols: of all definitions the linker keeps one, for the whole program. Were it that of a module compiled for AVX-512,
the program would end on every other machine. So the objects of these modules must not define, under a name that is not their
own, a weak function that the baseline cannot run; and in the linked program only functions under their names may hold
instructions above it.
"""

import platform
import re
import subprocess
import sys
from pathlib import Path

MODULES = ["MienVectorKernelsAVX2", "MienVectorKernelsAVX512"]
PROGRAM = "mien"
# What x86-64-v3 and -v4 have above the baseline: instructions on vectors and masks, and the scalar additions. (`tzcnt` is not
# among them: older processors run it as `bsf`, and compilers count on that.)
ABOVE_BASELINE = re.compile(
    r"v(?!err|erw|mcall|mfunc|mlaunch|mload|mmcall|mresume|mrun|msave)[a-z0-9]+"
    r"|k(?:mov|ortest|or|andn?|xn?or|not|unpck|shift[lr]|test|add)(?:[bwdq]|bw|wd|dq)"
    r"|lzcnt|popcnt|movbe|andn|bextr|blsi|blsr|blsmsk|bzhi|mulx|pdep|pext|rorx|sarx|shlx|shrx"
)


def main():
    if platform.machine() != "x86_64":
        return print("Only for x86-64 are there modules with other instructions than the rest.")
    build = Path(sys.argv[1] if len(sys.argv) > 1 else ".build/release")
    places = []
    for module in MODULES:
        objects = sorted((build / f"{module}.build").rglob("*.o"))
        if not objects:
            sys.exit(f"{build} has no objects of {module}. Build first: make test")
        weak = weak_symbols(objects)
        found = above_baseline(objects)
        if not found:
            sys.exit(f"{module} has no instruction above the baseline: is it compiled with its flags?")
        places.append((f"defined weakly in {module}", {name: found[name] for name in found if name in weak}))
    places.append((f"in the program {PROGRAM}", above_baseline([build / PROGRAM])))

    mistakes = 0
    for place, found in places:
        for name, text in zip(found, demangled(found)):
            # A name tells the modules of all that it is made of: one that tells none of these may be defined elsewhere too.
            if not any(module in text for module in MODULES):
                print(f"{text} ({name}), {place}, has `{found[name]}`.", file=sys.stderr)
                mistakes += 1
    if mistakes:
        sys.exit("Write the kernels so that the compiler inlines these functions, or has no use for them.")
    print(f"Instructions above the baseline are in {' and '.join(MODULES)} only.")


def weak_symbols(objects):
    lines = map(str.split, output("nm", "--defined-only", *objects).splitlines())
    return {fields[2] for fields in lines if len(fields) == 3 and fields[1] in "WwVvu"}


def above_baseline(files):
    """The functions in `files` that have an instruction above the baseline, each with its first one."""
    found, function = {}, None
    for line in output("objdump", "--disassemble", "--no-show-raw-insn", *files).splitlines():
        if line.endswith(">:"):
            function = line[line.index("<") + 1:-2]
        elif function not in found and "\t" in line:
            instruction = line.split("\t", 1)[1]
            if ABOVE_BASELINE.fullmatch(instruction.split(" ", 1)[0]):
                found[function] = instruction.split("#")[0].strip()
    return found


def demangled(names):
    return output("swift", "demangle", "--compact", input="\n".join(names)).splitlines()


def output(*command, input=None):
    command = [str(part) for part in command]
    return subprocess.run(command, input=input, stdout=subprocess.PIPE, check=True, text=True).stdout


if __name__ == "__main__":
    main()
