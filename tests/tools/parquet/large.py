"""Large Parquet files.

    large.py row_group DIR MEGABYTES    one row group of that size, most of it text
    large.py wide DIR MEGABYTES         40 columns, one of them text, of that size together; prints how many
                                        bytes the chunks of the text take
"""

import os
import random
import sys

import pyarrow as pa
import pyarrow.parquet as pq

import raw

PART = 20_000


def texts(rng):
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randrange(2, 11))) for _ in range(5000)]
    return [
        " ".join(rng.choices(words, k=30)) + (f" user{number}@example.com" if number % 10 == 0 else "")
        for number in range(PART)
    ]


def row_group(folder, megabytes):
    part = pa.array(texts(random.Random(1)))
    count = (int(megabytes) << 20) // part.nbytes + 1
    numbers = pa.array(range(PART), pa.int64())
    table = pa.table({"n": pa.chunked_array([numbers] * count), "text": pa.chunked_array([part] * count)})
    # Dictionaries would make all parts after the first one small.
    pq.write_table(table, os.path.join(folder, "large.parquet"), row_group_size=1 << 40, use_dictionary=False)


def wide(folder, megabytes):
    rng = random.Random(2)
    numbers = {f"c{column:02}": pa.array([rng.random() for _ in range(PART)]) for column in range(39)}
    table = pa.table(numbers | {"text": texts(rng)})
    count = (int(megabytes) << 20) // table.nbytes + 1
    path = os.path.join(folder, "wide.parquet")
    pq.write_table(pa.concat_tables([table] * count), path, row_group_size=50_000, use_dictionary=False)
    file = raw.File(path)
    print(sum(raw.get(chunk, 3, 7) for _, column, chunk in file.chunks() if column == 39))


def main():
    command, *arguments = sys.argv[1:]
    {"row_group": row_group, "wide": wide}[command](*arguments)


main()
