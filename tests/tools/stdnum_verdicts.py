"""Says of numbers what python-stdnum says of them.

Standard input has one JSON object a line, {"module": "de.idnr", "numbers": ["...", ...]}; standard
output gets one for each: {"valid": [true, ...]} or {"error": "..."}. A number counts as valid as it
is spelled or without its separators, since some modules want them and some do not take them all.
"""

import importlib
import json
import sys


def verdicts(module, numbers):
    is_valid = importlib.import_module("stdnum." + module).is_valid

    def holds(number):
        bare = "".join(filter(str.isalnum, number))
        return bool(is_valid(number) or is_valid(bare))

    return [holds(number) for number in numbers]


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"valid": verdicts(asked["module"], asked["numbers"])}
        except Exception as error:  # the test that asked tells what went wrong
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
