#!/usr/bin/env python3
"""validate-yaml.py SCHEMA FILE...: prints, of each file, its path and `good`, or why the schema refuses it.

Scalars are those of YAML 1.2, as editors take them: 2026-01-01 and 02:00 are texts.
"""
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
kind = jsonschema.validators.validator_for(schema)
kind.check_schema(schema)
validator = kind(schema)
for path in sys.argv[2:]:
    try:
        with open(path, encoding="utf-8") as file:
            fault = next(validator.iter_errors(yaml.load(file, Loader)), None)
        word = "good" if fault is None else f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        word = f"no YAML: {error}"
    print(path, word.split("\n")[0][:200], sep="\t")
