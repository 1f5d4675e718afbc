"""Says of numbers what python-stdnum says of them.

Standard input has one JSON object a line, {"module": "de.idnr", "numbers": ["...", ...]}; standard
output gets one for each: {"valid": [true, ...]} or {"error": "..."}. A number counts as valid as it
is spelled or without its separators, since some modules want them and some do not take them all.
A number at which a module fails (`cn.ric` at a county that it does not know) is none to it.
Modules that look at check digits only if told to (`mx.rfc`) are told to.
"""

import importlib
import inspect
import json
import sys


def verdicts(module, numbers):
    is_valid = importlib.import_module("stdnum." + module).is_valid
    asks = "validate_check_digits" in inspect.signature(is_valid).parameters
    told = {"validate_check_digits": True} if asks else {}

    def takes(number):
        try:
            return bool(is_valid(number, **told))
        except (KeyError, IndexError, ValueError):
            return False

    def holds(number):
        return takes(number) or takes("".join(filter(str.isalnum, number)))

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
