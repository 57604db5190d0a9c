#!/usr/bin/env bash
# JsonSchema.Net 8.0.5 keeps the names of `properties` and `dependentSchemas` as segments of JSON pointers, and compares them
# with an instance's names in their escaped form (RFC 6901: / is ~1, ~ is ~0). So a property that is named and fits is
# unevaluated when its name has a slash or a tilde, as media types and paths have, and a dependent schema is passed over
# without a word. Both verdicts are wrong by JSON Schema 2020-12, core 10.2.2.4 and 11.3.
#
# What helps: neither keyword for such names. Of `patternProperties` a slash can be written \x2F, as our copy of OpenAPI's
# schema does for the same reason.
#
# Needs the .NET 10 SDK and NuGet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./common.sh

expect '#:package JsonSchema.Net@8.0.5
#:property PublishAot=false
using System.Text.Json;
using Json.Schema;

foreach (var name in new[] { "image", "image/png", "image~png" })
{
    Console.WriteLine($"{name}: named, of the right type, and {Verdict($$"""{"properties":{"{{name}}":{"type":"integer"} },"unevaluatedProperties":false}""", name)}");
    Console.WriteLine($"{name}: without what depends on it, and {Verdict($$"""{"dependentSchemas":{"{{name}}":{"required":["size"]} } }""", name)}");
}

static string Verdict(string schema, string name) =>
    JsonSchema.FromText(schema).Evaluate(JsonDocument.Parse($$"""{"{{name}}":1}""").RootElement).IsValid ? "valid" : "refused";' \
'image: named, of the right type, and valid
image: without what depends on it, and refused
image/png: named, of the right type, and refused
image/png: without what depends on it, and valid
image~png: named, of the right type, and refused
image~png: without what depends on it, and valid'
